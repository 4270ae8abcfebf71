"""Services, providers and stations as tables."""

from django.utils.translation import gettext_lazy as _

from portal.catalogues.models import (
    Agreement,
    Expert,
    FreeService,
    Provider,
    ProviderOffer,
    ServiceClass,
    ServiceClassItem,
    Station,
    ValueAddedService,
)
from portal.enterprises.resources import enterprise_column
from portal.places.resources import town_column
from portal.sheets.columns import CodeColumn, column
from portal.sheets.registry import register
from portal.sheets.relations import ChildrenColumn, NamesColumn, ReferenceColumn, ReferencesColumn
from portal.sheets.resources import RecordResource, Resource, slug_column
from portal.sheets.richtext import RichTextColumn

_SERVICE_EXAMPLE = {
    "slug": "example-shop-opening",
    "name": _("网店开设辅导"),
    "centre_function": _("农产品电商运营"),
    "summary": _("手把手教农户开网店，从注册到上架第一件商品。"),
    "content": _("一对一辅导，约 2 小时。\n\n- 注册和认证\n- 拍照和上架\n- 客服与发货"),
    "audience": _("农户、合作社、企业"),
    "how_to_apply": _("到前台登记，或打电话预约。"),
    "materials": _("身份证件"),
    "hours": _("工作日 8:30–17:30"),
    "phone": "0715-0001234",
}


@register
class ServiceClassResource(RecordResource):
    """The table of service classes."""

    kind = "service-classes"
    title = _("服务项目总表")
    model = ServiceClass
    examples = ({"slug": "example-class", "name": _("美工设计服务"), "hours": _("工作日 8:30–17:30"), "items": _("店铺装修、商品拍摄")},)

    def build_columns(self):
        return [
            slug_column(),
            column(ServiceClass, "name"),
            column(ServiceClass, "hours"),
            column(ServiceClass, "order"),
            NamesColumn(
                _("服务内容"), "items", model=ServiceClassItem, parent="service_class", parts=[column(ServiceClassItem, "name")], width=60
            ),
        ]


class ServiceResource(RecordResource):
    """What free and value-added services have in common."""

    def build_columns(self):
        after = ("audience", "materials", "hours", "place")
        return [
            slug_column(),
            column(self.model, "name", width=30),
            ReferenceColumn(_("服务类别"), "service_class", queryset=ServiceClass.objects.all, keys=("name", "slug"), listed=True),
            column(self.model, "centre_function"),
            *self.price_columns(),
            column(self.model, "summary", width=40),
            column(self.model, "content", RichTextColumn, width=60),
            column(self.model, "how_to_apply", RichTextColumn, width=40),
            *(column(self.model, name) for name in after),
            column(self.model, "phone"),
            column(self.model, "order"),
        ]

    def price_columns(self) -> list:
        """Return what only priced services have."""
        return []


@register
class FreeServiceResource(ServiceResource):
    """The catalogue of free services."""

    kind = "free-services"
    title = _("免费服务目录")
    model = FreeService
    examples = (_SERVICE_EXAMPLE,)


@register
class ValueAddedServiceResource(ServiceResource):
    """The catalogue of value-added services."""

    kind = "paid-services"
    title = _("增值服务目录")
    model = ValueAddedService
    examples = ({**_SERVICE_EXAMPLE, "price": "200", "unit": _("次"), "price_note": _("含辅导资料"), "reference_price": "300"},)

    def price_columns(self):
        return [
            *(column(ValueAddedService, name) for name in ("price", "unit", "price_note", "reference_price")),
            ReferencesColumn(_("服务商"), "providers", queryset=_providers, keys=("name", "slug"), width=30),
        ]


@register
class ProviderResource(RecordResource):
    """The directory of providers; their state is moved by decisions, never by a table."""

    kind = "providers"
    title = _("服务商名录")
    model = Provider
    examples = (
        {
            "slug": "example-studio",
            "name": _("青山视觉工作室"),
            "fields": _("视觉、摄影摄像"),
            "introduction": _("为农产品拍摄图片和短视频。"),
            "address": _("电商产业园 2 楼"),
            "phone": "0715-0001234",
            "offers": _("商品拍摄|每款 5 张主图|80|款\n短视频制作|30 秒以内，含剪辑|300|条"),
        },
    )

    def build_columns(self):
        offer_parts = [column(ProviderOffer, name) for name in ("name", "content", "price", "unit")]
        return [
            slug_column(),
            column(Provider, "name", width=30),
            column(Provider, "fields", width=30),
            column(Provider, "introduction", width=40),
            enterprise_column(_("对应企业"), "enterprise", width=30),
            town_column(_("所在乡镇")),
            column(Provider, "address"),
            column(Provider, "phone"),
            ChildrenColumn(_("服务与价格"), "offers", model=ProviderOffer, parent="provider", parts=offer_parts, required=True, width=60),
        ]


@register
class AgreementResource(Resource):
    """Agreements with providers; their papers are added on the screen."""

    kind = "agreements"
    title = _("合作协议")
    model = Agreement
    key = name = "number"
    examples = (
        {
            "number": _("协议 0001"),
            "provider": _("青山视觉工作室"),
            "subject": _("商品拍摄服务"),
            "signed_on": "2026-03-10",
            "valid_until": "2027-03-09",
        },
    )

    def build_columns(self):
        return [
            column(Agreement, "number", CodeColumn, width=24),
            ReferenceColumn(_("服务商"), "provider", queryset=_providers, keys=("name", "slug"), required=True, width=30),
            *(column(Agreement, name) for name in ("subject", "signed_on", "valid_until")),
        ]


@register
class ExpertResource(RecordResource):
    """The expert pool."""

    kind = "experts"
    title = _("专家库")
    model = Expert
    examples = (
        {
            "slug": "example-expert",
            "name": _("云某"),
            "fields": _("创业辅导、网店运营"),
            "position": _("高级电子商务师"),
            "organisation": _("某某职业学院"),
            "summary": _("从事农产品电商教学十年。"),
            "introduction": _("辅导过返乡青年开店，擅长选品和定价。"),
            "is_available": _("是"),
            "hours": _("每周三下午"),
            "consented_on": "2026-03-10",
            "consent_scope": _("同意公开姓名、单位和介绍"),
        },
    )

    def build_columns(self):
        names = ("fields", "position", "organisation", "summary", "introduction", "is_available", "hours", "consented_on", "consent_scope")
        return [
            slug_column(),
            column(Expert, "name"),
            *(column(Expert, name) for name in names),
            ReferencesColumn(_("参与的服务"), "service_classes", queryset=ServiceClass.objects.all, keys=("name", "slug"), width=30),
        ]


@register
class StationResource(RecordResource):
    """Contact points, village stations and logistics points."""

    kind = "stations"
    title = _("服务网点")
    model = Station
    other_keys = ("code",)
    examples = (
        {
            "slug": "example-village-station",
            "code": "CZ-0001",
            "kind": Station.Kind.VILLAGE_STATION.label,
            "name": _("云雾村电商服务站"),
            "village": _("云雾村"),
            "address": _("村委会一楼"),
            "phone": "0715-0001234",
            "hours": _("每天 8:00–18:00"),
            "services": _("代买代卖、快递收发"),
            "opened_on": "2024-05-01",
            "state": Station.State.OPEN.label,
            "longitude": "113.85",
            "latitude": "29.25",
        },
    )

    def build_columns(self):
        codes = {"code": CodeColumn}
        first = ("code", "kind", "place_kind", "place_name", "name")
        then = ("village", "address", "keeper", "phone", "hours", "services")
        last = ("opened_on", "state", "longitude", "latitude")
        return [
            slug_column(),
            *(column(Station, name, codes.get(name)) for name in first),
            town_column(_("所在乡镇"), required=True),
            *(column(Station, name, codes.get(name)) for name in then),
            enterprise_column(_("运营企业"), "operator", width=30),
            *(column(Station, name) for name in last),
        ]


def _providers():
    return Provider.objects.only("pk", "name", "slug")
