"""What is kept of a form between two requests."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionKey(models.Model):
    """A form that was carried out, so that the same form sent again leads to its result.

    ``key`` is a digest of the form's own key and of everything that was typed: a form that was changed after going back is another one.
    ``user`` is who was signed in afterwards.
    """

    key = models.CharField(_("提交编号"), max_length=64, unique=True, editable=False)
    path = models.CharField(_("表单"), max_length=200, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("用户"), null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    result = models.TextField(_("结果网址"), blank=True, editable=False)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("已提交的表单")
        verbose_name_plural = _("已提交的表单")

    def __str__(self):
        return self.path
