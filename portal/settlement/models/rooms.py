"""Rooms of the centre, and the figures of the rules that the director may change."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, SETTLEMENT, role_rights
from portal.settlement.querysets import RoomQuerySet

_KEEPS = ("add", "change", "delete", "view")


@role_rights({DIRECTOR: _KEEPS, SETTLEMENT: _KEEPS, CLERK: ("view",)})
class Room(models.Model):
    """A room or desk that is let; whether somebody has it is told by the agreements alone (R-SET-12)."""

    class State(models.TextChoices):
        USABLE = "usable", _("可入驻")
        CLOSED = "closed", _("停用")

    name = models.CharField(_("房间"), max_length=40, unique=True)
    place = models.CharField(_("位置"), max_length=60, blank=True)
    area = models.DecimalField(_("面积（平方米）"), max_digits=7, decimal_places=1, validators=[MinValueValidator(Decimal("0.1"))])
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.USABLE, help_text=_("停用的不算入驻率。"))

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("入驻房间")
        verbose_name_plural = _("入驻房间")
        ordering = ["name"]

    def __str__(self):
        return self.name


@role_rights({DIRECTOR: _KEEPS})
class Term(models.Model):
    """A figure of the rules where the director has set it; the others stand in the setting ``SETTLEMENT_TERMS``."""

    class Code(models.TextChoices):
        """The year of a threshold is its last character."""

        SALES_1 = "sales_1", _("第一年免租销售额（万元）")
        SALES_2 = "sales_2", _("第二年免租销售额（万元）")
        SALES_3 = "sales_3", _("第三年免租销售额（万元）")
        DEPOSIT = "deposit", _("办公设备押金（元）")
        YEARS = "years", _("一般孵化年限（年）")
        MOST_YEARS = "most_years", _("最长孵化年限（年）")

    code = models.CharField(_("标准"), max_length=12, choices=Code, unique=True)
    number = models.DecimalField(_("数值"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))])
    source = models.CharField(_("依据"), max_length=200, help_text=_("文件名称和条款，检查时出示。"))

    class Meta:
        verbose_name = _("入驻标准")
        verbose_name_plural = _("入驻标准")
        ordering = ["code"]

    def __str__(self):
        return f"{self.get_code_display()} {self.number}"
