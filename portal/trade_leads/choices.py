"""What trade leads are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The two sides of a trade, as schema.org names them."""

    OFFER = "offer", _("供应")
    DEMAND = "demand", _("求购")


class Category(models.TextChoices):
    """Categories of goods, coarse enough for whoever sells to be found by whoever looks (ADR of this room)."""

    GRAIN = "grain", _("粮油")
    VEGETABLE = "vegetable", _("蔬菜食用菌")
    FRUIT = "fruit", _("水果坚果")
    TEA = "tea", _("茶叶")
    LIVESTOCK = "livestock", _("畜禽蛋奶")
    AQUATIC = "aquatic", _("水产")
    HERB = "herb", _("中药材")
    FOREST = "forest", _("竹木苗木")
    FOOD = "food", _("加工食品")
    CRAFT = "craft", _("手工艺品")
    SUPPLIES = "supplies", _("农资和包装")
    OTHER = "other", _("其他")
