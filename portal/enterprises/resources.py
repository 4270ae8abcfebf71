"""Enterprises and the classes of industry as tables."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.models import Enterprise, IndustryClass, Licence
from portal.places.resources import town_column
from portal.sheets.columns import CompactCodeColumn, column
from portal.sheets.registry import register
from portal.sheets.relations import ChildrenColumn, ReferenceColumn
from portal.sheets.resources import RecordResource, Resource, slug_column


@register
class IndustryClassResource(Resource):
    """Classes of GB/T 4754, by code; reference data without drafts."""

    kind = "industry-classes"
    title = _("行业分类")
    model = IndustryClass
    key = "code"
    examples = ({"code": "F5292", "name": _("互联网零售"), "section": "F", "section_name": _("批发和零售业")},)

    def build_columns(self):
        return [
            column(IndustryClass, "code", CompactCodeColumn),
            column(IndustryClass, "name", width=30),
            column(IndustryClass, "section", CompactCodeColumn),
            column(IndustryClass, "section_name", width=30),
        ]


@register
class EnterpriseResource(RecordResource):
    """The directory of enterprises."""

    kind = "enterprises"
    title = _("企业名录")
    model = Enterprise
    # A code with valid check characters in a region that does not exist.
    examples = (
        {
            "slug": "example-tea",
            "name": _("云雾茶叶专业合作社"),
            "short_name": _("云雾茶社"),
            "kind": Enterprise.Kind.COOPERATIVE.label,
            "exemption": "",
            "credit_code": "93000000MA00000076",
            "address": _("云雾村 1 组"),
            "founded_on": "2021-03-18",
            "introduction": _("由本村茶农组成，统一管护、采摘和加工。"),
            "main_business": _("茶叶种植、加工和销售"),
            "phone": "0715-0001234",
            "licences": _("食品经营许可证|编号 0001|县市场监督管理局|2028-12-31"),
        },
        {
            "slug": "",
            "name": _("山里人家农产品店"),
            "kind": Enterprise.Kind.INDIVIDUAL.label,
            "exemption": _("依法无需登记"),
            "introduction": _("农户个人网店，销售自家种养的农产品。"),
            "main_business": _("自产农副产品零售"),
        },
    )

    def build_columns(self):
        return [
            slug_column(),
            column(Enterprise, "name", width=30),
            column(Enterprise, "short_name"),
            column(Enterprise, "kind"),
            column(Enterprise, "credit_code", CompactCodeColumn, width=22),
            column(Enterprise, "exemption"),
            ReferenceColumn(
                _("行业分类"),
                "industry",
                queryset=IndustryClass.objects.all,
                keys=("code", "name"),
                help=_("填 GB/T 4754 代码或名称，例如 F5292。"),
            ),
            town_column(_("所在乡镇"), required=True),
            *(column(Enterprise, name) for name in ("address", "longitude", "latitude", "founded_on")),
            *(column(Enterprise, name, width=40) for name in ("introduction", "main_business", "latest_news")),
            column(Enterprise, "phone"),
            column(Enterprise, "website"),
            column(Enterprise, "settled"),
            licences_column(),
        ]


def licences_column() -> ChildrenColumn:
    """Return the column of an enterprise's permits."""
    names = ("kind", "number", "issuer", "valid_until", "url")
    return ChildrenColumn(
        _("证照"), "licences", model=Licence, parent="enterprise", parts=[column(Licence, name) for name in names], identity=2, width=50
    )


def enterprise_column(heading, attribute, **options) -> ReferenceColumn:
    """Return the column that names an enterprise by name, web name or credit code."""
    return ReferenceColumn(heading, attribute, queryset=_enterprises, keys=("name", "slug", "credit_code"), **options)


def _enterprises():
    return Enterprise.objects.only("pk", "name", "slug", "credit_code")
