"""The sections of the catalogues."""

from django.utils.translation import gettext_lazy as _

from portal.catalogues.filters import ExpertFilterSet, FreeServiceFilterSet, ProviderFilterSet, StationFilterSet, ValueAddedServiceFilterSet
from portal.catalogues.models import Expert, FreeService, Provider, ServiceClass, Station, ValueAddedService
from portal.catalogues.structured_data import expert_data, provider_data, service_data, station_data
from portal.catalogues.views import public as views
from portal.web.sections import SearchKind, Section, register_section

IN_ORDER = {"order": (_("默认顺序"), ("order", "name")), "name": (_("按名称"), ("name", "pk"))}
# The centre's own services come before what is written about them; who types a town's name looks for its station sooner than for news.
_BOOST = 1.1
_SERVICE = {
    "body": ("content", "how_to_apply", "materials", "place"),
    "keywords": ("service_class", "get_centre_function_display", "audience"),
    "category": "get_centre_function_display",
    "boost": _BOOST,
}

# R-CAT-1
FREE_SERVICES = register_section(
    Section(
        FreeService,
        _("免费服务目录"),
        "/services/free/",
        description=_("中心不收费的服务，农户、合作社、企业和创业者都可以申请。"),
        filterset=FreeServiceFilterSet,
        sorts=IN_ORDER,
        list_template="pages/catalogues/free_list.html",
        page_size=50,
        list_name="free-list",
        structured_data=service_data,
        feed="free-services",
        search=SearchKind("service", _("免费服务"), **_SERVICE),
        order=100,
        menu_title=_("服务目录"),
    )
)

# R-CAT-2
PAID_SERVICES = register_section(
    Section(
        ValueAddedService,
        _("增值服务目录"),
        "/services/paid/",
        description=_("明码标价、微利收费的服务。价格变动公开可查，本站不收款。"),
        filterset=ValueAddedServiceFilterSet,
        sorts={**IN_ORDER, "price": (_("价格从低到高"), ("price", "pk")), "price_desc": (_("价格从高到低"), ("-price", "pk"))},
        list_template="pages/catalogues/paid_list.html",
        page_size=50,
        list_name="paid-list",
        detail_view=views.PaidServiceDetail,
        structured_data=service_data,
        feed="paid-services",
        search=SearchKind("paid_service", _("增值服务"), price="price", **_SERVICE),
        order=110,
    )
)

# R-CAT-6
SERVICE_TABLE = register_section(
    Section(
        ServiceClass,
        _("服务项目总表"),
        "/services/table/",
        description=_("中心提供的各类服务、具体内容和服务时间。"),
        list_template="pages/catalogues/service_table.html",
        list_name="service-table",
        list_view=views.ServiceTable,
        detail_view=None,
        summary=lambda record: "、".join(item.name for item in record.items.all()),
        why_no_feed="one page, whose rows have no pages of their own",
        search=SearchKind("section", _("栏目"), body=("hours",), keywords=(lambda record: [item.name for item in record.items.all()],)),
        order=120,
    )
)

# R-CAT-3
PROVIDERS = register_section(
    Section(
        Provider,
        _("服务商名录"),
        "/providers/",
        description=_("经中心审核入库的服务商，公开介绍、服务内容和价格。"),
        filterset=ProviderFilterSet,
        sorts={"name": (_("按名称"), ("name", "pk")), "newest": (_("最近入库"), ("-first_published_at", "-pk"))},
        list_template="pages/catalogues/provider_list.html",
        list_name="provider-list",
        summary="introduction",
        joins=("enterprise", "picture"),
        structured_data=provider_data,
        feed="providers",
        search=SearchKind(
            "provider",
            _("服务商"),
            body=("address", lambda record: [f"{offer.name} {offer.content}" for offer in record.offers.all()]),
            keywords=("get_fields_labels", lambda record: [offer.name for offer in record.offers.all()]),
            category=lambda record: next(iter(record.get_fields_labels()), ""),
        ),
        order=130,
    )
)

# R-CAT-14
EXPERTS = register_section(
    Section(
        Expert,
        _("专家库"),
        "/experts/",
        description=_("为创业者、企业和合作社提供辅导的专家，公开擅长领域和可预约时间。"),
        filterset=ExpertFilterSet,
        sorts={"name": (_("按姓名"), ("name", "pk")), "newest": (_("最近入库"), ("-first_published_at", "-pk"))},
        list_template="pages/catalogues/expert_list.html",
        list_name="expert-list",
        detail_view=views.ExpertDetail,
        joins=("picture",),
        structured_data=expert_data,
        feed="experts",
        search=SearchKind(
            "expert",
            _("专家"),
            body=("introduction", "position", "organisation", "hours"),
            keywords=("get_fields_labels", lambda record: [str(row) for row in record.service_classes.all()]),
            category=lambda record: next(iter(record.get_fields_labels()), ""),
        ),
        order=140,
    )
)

# R-ID-6, R-STN-1
STATIONS = register_section(
    Section(
        Station,
        _("服务网点"),
        "/stations/",
        description=_("离您最近的联络点、村级服务站和物流配送点。"),
        filterset=StationFilterSet,
        sorts={"town": (_("按乡镇"), views.town_by_town), "name": (_("按名称"), ("name", "pk"))},
        list_template="pages/catalogues/station_list.html",
        list_name="station-list",
        list_view=views.StationList,
        summary="address",
        lead=lambda record: "，".join(filter(None, [record.get_kind_display(), record.address, record.services])),
        joins=("operator", "picture"),
        structured_data=station_data,
        feed="stations",
        search=SearchKind(
            "station",
            _("服务网点"),
            body=("services", "hours", "phone"),
            keywords=("get_kind_display", "village", "code", "get_place_kind_display"),
            category="get_kind_display",
            boost=_BOOST,
        ),
        order=300,
        menu_title=_("服务网点"),
    )
)
