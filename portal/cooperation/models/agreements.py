"""What the centre has agreed with a training body."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, TRAINING, role_rights


@role_rights({TRAINING: ("add", "change", "view"), DIRECTOR: ("add", "change", "view")})
class Agreement(models.Model):
    """The record of a co-operation, for staff alone (R-TRAIN-4: 达成合作).

    A training body is an enterprise of the directory whose papers were verified; whether it may upload courses hangs on that, not on this.
    """

    body = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("培训机构"), on_delete=models.PROTECT, related_name="training_agreements"
    )
    number = models.CharField(_("协议编号"), max_length=40, unique=True)
    starts_on = models.DateField(_("生效日期"))
    ends_on = models.DateField(_("到期日期"))
    note = models.TextField(_("合作内容"), max_length=1000, blank=True, help_text=_("双方各做什么，费用怎么算。"))

    class Meta:
        verbose_name = _("培训合作协议")
        verbose_name_plural = _("培训合作协议")
        ordering = ["-starts_on", "-pk"]

    def __str__(self):
        return self.number

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ValidationError(_("到期日期不能早于生效日期。"), code="order")})

    def standing(self) -> str:
        """Return whether it is in force today, in words."""
        today = timezone.localdate()
        if today < self.starts_on:
            return str(_("未生效"))
        return str(_("有效") if today <= self.ends_on else _("已到期"))

    standing.short_description = _("状态")  # type: ignore[attr-defined]
