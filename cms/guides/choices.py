"""Enumerations of service guides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuideKind(models.TextChoices):
    """Service matters of the centre (R-CAT-8), cross-border guides (R-XB), others."""

    MATTER = "matter", _("服务事项")
    CROSS_BORDER = "cross_border", _("跨境电商")
    GUIDE = "guide", _("办事指南")


class Audience(models.TextChoices):
    """Whom a guide is for (R-GEN-4)."""

    FARMER = "farmer", _("农户")
    COOPERATIVE = "cooperative", _("合作社")
    FAMILY_FARM = "family_farm", _("家庭农场")
    ENTERPRISE = "enterprise", _("企业")
    ENTREPRENEUR = "entrepreneur", _("创业者")
    STATION = "station", _("村级站点")
    RESIDENT = "resident", _("群众")
