"""What was taken off the site, with the copy that the law wants kept."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, REVIEWER, role_rights
from portal.moderation.models.things import AboutModel, AboutQuerySet


class TakeDownQuerySet(AboutQuerySet):
    """Take-downs."""

    def in_force(self):
        """Return those that nobody has undone."""
        return self.filter(restored_at=None)


@role_rights({DIRECTOR: ("take_down", "restore"), REVIEWER: ("take_down",)})
class TakeDown(AboutModel):
    """One removal: what was there, by which clause and why it went, and who put it back (R-MOD-4; order 292 art. 16)."""

    path = models.CharField(_("网址"), max_length=500, db_index=True)
    status = models.PositiveSmallIntegerField(_("网页应答"))
    clause = models.CharField(_("依据条款"), max_length=32)
    reason = models.TextField(_("理由"), max_length=500)
    revision_content = models.JSONField(_("撤下时的内容"), encoder=DjangoJSONEncoder)
    text = models.TextField(_("撤下时的文字"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("撤下人"), null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("撤下时间"), auto_now_add=True, db_index=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("恢复人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    restored_at = models.DateTimeField(_("恢复时间"), null=True)
    restore_reason = models.TextField(_("恢复理由"), blank=True)

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("撤下记录")
        verbose_name_plural = _("撤下记录")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        permissions = [("take_down", _("撤下内容")), ("restore", _("恢复撤下的内容"))]

    def __str__(self):
        return self.title
