"""Products as a table."""

from django.utils.translation import gettext_lazy as _

from cms.core.resources import BODY_FORMAT, ChannelsColumn, PageResource, body_column
from cms.products.models import BrandPage, Certificate, ProductCategory, ProductChannel, ProductIndexPage, ProductPage
from portal.enterprises.resources import enterprise_column
from portal.places.resources import town_column
from portal.sheets.columns import column
from portal.sheets.registry import register
from portal.sheets.relations import ChildrenColumn, ReferenceColumn
from portal.sheets.resources import slug_column


@register
class ProductResource(PageResource):
    """Specialty products, below the products' section."""

    kind = "products"
    title = _("产品")
    model = ProductPage
    section_model = ProductIndexPage
    examples = (
        {
            "slug": "example-green-tea",
            "title": _("云雾绿茶"),
            "summary": _("高山茶园手采一芽一叶，小锅炒制。"),
            "spec": _("每盒 250 克"),
            "price": "68",
            "price_unit": _("盒"),
            "season_months": _("3 月、4 月"),
            "storage": _("密封、避光、低温"),
            "shelf_life": _("18 个月"),
            "certificates": _("绿色食品|证书 0001|中国绿色食品发展中心|2027-06-30"),
            "channels": _("淘宝|云雾茶社旗舰店|https://www.taobao.com/\n线下门店|云雾茶社|县城茶叶街 1 号"),
            "body": BODY_FORMAT,
        },
    )

    def build_columns(self):
        certificate_parts = [column(Certificate, name) for name in ("kind", "number", "issuer", "valid_until")]
        names = ("spec", "price", "price_unit", "season_months", "storage", "shelf_life")
        return [
            slug_column(),
            column(ProductPage, "title", heading=_("标题"), width=30),
            column(ProductPage, "summary", width=40),
            ReferenceColumn(_("分类"), "category", queryset=ProductCategory.objects.all, keys=("name", "slug"), listed=True, required=True),
            town_column(_("产地"), required=True),
            *(column(ProductPage, name) for name in names),
            ReferenceColumn(_("品牌"), "brand", queryset=_brands, keys=("title", "slug")),
            enterprise_column(_("生产者"), "producer", width=30),
            ChildrenColumn(
                _("认证与标志"), "certificates", model=Certificate, parent="page", parts=certificate_parts, identity=2, width=60
            ),
            ChannelsColumn(ProductChannel),
            body_column(ProductPage),
        ]


def _brands():
    return BrandPage.objects.only("pk", "title", "slug")
