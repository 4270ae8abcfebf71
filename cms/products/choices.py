"""Enumerations of products and brands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductClass(models.TextChoices):
    """Show classes of products (R-SHOW-4); tourism products are a page type of their own."""

    FARM = "farm", _("农副产品")
    INDUSTRIAL = "industrial", _("工业产品")
    CRAFT = "craft", _("手工文创")


class CertificateKind(models.TextChoices):
    """三品一标 of today and, for history, of before 2022 (domain.md §11)."""

    GREEN = "green", _("绿色食品")
    ORGANIC = "organic", _("有机产品")
    GEOGRAPHICAL_INDICATION = "geographical_indication", _("地理标志")
    COMMITMENT = "commitment", _("承诺达标合格证")
    POLLUTION_FREE = "pollution_free", _("无公害农产品（历史）")


class BrandLevel(models.TextChoices):
    """Three levels of brands (R-SHOW-5)."""

    REGIONAL = "regional", _("区域公共品牌")
    INDUSTRY = "industry", _("行业品牌")
    PRODUCT = "product", _("单品品牌")
