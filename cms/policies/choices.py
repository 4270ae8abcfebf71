"""Enumerations of the policy library."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whether a document is in force."""

    VALID = "valid", _("有效")
    INVALID = "invalid", _("失效")


class Subject(models.TextChoices):
    """What a document is about."""

    ECOMMERCE = "ecommerce", _("电子商务")
    FUNDS = "funds", _("资金管理")
    TALENT = "talent", _("人才")
    FINANCE = "finance", _("金融")
    BRAND = "brand", _("品牌")
    SETTLEMENT = "settlement", _("入驻")
    TENDER = "tender", _("招投标")
