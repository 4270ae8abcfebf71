"""Kinds of culture pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CultureKind(models.TextChoices):
    """What a culture page is about."""

    PERFORMANCE = "performance", _("表演")
    CRAFT = "craft", _("手艺")
    FOOD = "food", _("饮食")
    CUSTOM = "custom", _("风俗")
    HISTORY = "history", _("历史")
    PRODUCT = "product", _("文化产品")
