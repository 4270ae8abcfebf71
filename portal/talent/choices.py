"""Enumerations of work: classes, education, experience, pay."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobClass(models.TextChoices):
    """Own classes of jobs (domain.md §18)."""

    OPERATION = "operation", _("运营")
    DESIGN = "design", _("美工")
    SERVICE = "service", _("客服")
    HOST = "host", _("主播")
    PHOTO = "photo", _("摄影")
    LOGISTICS = "logistics", _("物流")
    FARMING = "farming", _("农技")
    FINANCE = "finance", _("财务")
    OTHER = "other", _("其他")


class JobType(models.TextChoices):
    """How much of the day the work takes."""

    FULL = "full", _("全职")
    PART = "part", _("兼职")
    SEASON = "season", _("季节工")
    INTERN = "intern", _("实习")


class Education(models.TextChoices):
    """Education asked for or had."""

    ANY = "any", _("不限")
    JUNIOR = "junior", _("初中及以下")
    SENIOR = "senior", _("高中、中专")
    COLLEGE = "college", _("大专")
    BACHELOR = "bachelor", _("本科及以上")


class Experience(models.TextChoices):
    """Experience asked for or had."""

    ANY = "any", _("不限")
    NONE = "none", _("没有经验")
    ONE = "one", _("1–3 年")
    THREE = "three", _("3–5 年")
    FIVE = "five", _("5 年以上")


class PayUnit(models.TextChoices):
    """What a sum of pay is for."""

    MONTH = "month", _("月")
    DAY = "day", _("天")
    HOUR = "hour", _("小时")


# Paid days and hours of a month (人社部发〔2008〕3 号: 21.75 days of 8 hours), so that lists compare pay of all units.
MONTHLY = {PayUnit.MONTH: Decimal(1), PayUnit.DAY: Decimal("21.75"), PayUnit.HOUR: Decimal(174)}

# Bounds of monthly pay in yuan that people choose from; the last band is open.
PAY_BANDS = (
    ("0-3000", _("3000 元以下"), 0, 3000),
    ("3000-5000", _("3000–5000 元"), 3000, 5000),
    ("5000-8000", _("5000–8000 元"), 5000, 8000),
    ("8000-", _("8000 元以上"), 8000, None),
)
