"""The lines of the budget, and what was used of each (R-TGT-9). Amounts are yuan."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, role_rights
from portal.core import private_files
from portal.core.moments import day_text

_LEAST = [MinValueValidator(Decimal("0.01"))]


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), CLERK: ("view",)})
class BudgetLine(models.Model):
    """What is planned for one purpose."""

    name = models.CharField(_("预算项目"), max_length=60, unique=True)
    planned = models.DecimalField(_("计划（元）"), max_digits=12, decimal_places=2, validators=_LEAST)
    document = models.CharField(_("依据文件"), max_length=120, blank=True)
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("预算项目")
        verbose_name_plural = _("预算项目")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), CLERK: ("add", "change", "view")})
class BudgetUse(models.Model):
    """That an amount was used, for what, and who has entered it."""

    line = models.ForeignKey(BudgetLine, verbose_name=_("预算项目"), on_delete=models.PROTECT, related_name="uses")
    day = models.DateField(_("日期"), default=timezone.localdate)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2, validators=_LEAST)
    purpose = models.CharField(_("用途"), max_length=120)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(_("登记时间"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("预算使用")
        verbose_name_plural = _("预算使用")
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "day", "amount", "purpose"],
                name="plan_each_use_once",
                violation_error_message=_("同一项目、日期、金额和用途的使用已经登记过；确实是另一笔的，请在用途里写明区别。"),
            )
        ]

    def __str__(self):
        return f"{day_text(self.day)} {self.purpose}"

    def clean(self):
        super().clean()
        if self.day and self.day > timezone.localdate():
            raise ValidationError({"day": ValidationError(_("日期不能晚于今天。"), code="future")})


class UsePaper(private_files.EncryptedFile):
    """A receipt or contract of a use, as the upload gate let it in."""

    use = models.ForeignKey(BudgetUse, verbose_name=_("预算使用"), on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("预算使用凭据")
        verbose_name_plural = _("预算使用凭据")
        ordering = ["pk"]
