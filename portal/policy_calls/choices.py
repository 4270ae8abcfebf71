"""Enumerations of policies and of calls to declare."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of the issuer."""

    NATIONAL = "national", _("国家")
    PROVINCIAL = "provincial", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")


class Phase(models.TextChoices):
    """Where a call stands today; the days tell."""

    COMING = "coming", _("未开始")
    OPEN = "open", _("申报中")
    CLOSED = "closed", _("已截止")
    RESULTS = "results", _("已公示结果")
