"""Enumerations that several domains share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Month(models.IntegerChoices):
    """Months in which a product is in season or a sight is at its best; none means all year."""

    JANUARY = 1, _("1 月")
    FEBRUARY = 2, _("2 月")
    MARCH = 3, _("3 月")
    APRIL = 4, _("4 月")
    MAY = 5, _("5 月")
    JUNE = 6, _("6 月")
    JULY = 7, _("7 月")
    AUGUST = 8, _("8 月")
    SEPTEMBER = 9, _("9 月")
    OCTOBER = 10, _("10 月")
    NOVEMBER = 11, _("11 月")
    DECEMBER = 12, _("12 月")
