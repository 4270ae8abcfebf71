"""The section of the enterprise directory."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.filters import EnterpriseFilterSet
from portal.enterprises.models import Enterprise
from portal.enterprises.structured_data import enterprise_data
from portal.enterprises.views import directory
from portal.web.sections import SearchKind, Section, register_section

# R-ENT-1
ENTERPRISES = register_section(
    Section(
        Enterprise,
        _("企业名录"),
        "/enterprises/",
        description=_("本县电商企业、合作社、家庭农场和创业者，可按类型、乡镇、行业查找。"),
        filterset=EnterpriseFilterSet,
        sorts={"name": (_("按名称"), ("name", "pk")), "newest": (_("最近更新"), ("-last_published_at", "-pk"))},
        list_template="pages/enterprises/list.html",
        list_name="list",
        list_view=directory.EnterpriseList,
        detail_view=directory.EnterpriseDetail,
        summary="main_business",
        feed_text="introduction",
        structured_data=enterprise_data,
        feed="enterprises",
        search=SearchKind(
            "enterprise",
            _("企业名录"),
            body=(
                "introduction",
                "latest_news",
                "address",
                lambda record: [item.text for item in record.news_items.all()],
                lambda record: [f"{product.name} {product.text}" for product in record.display_products.all()],
            ),
            keywords=("short_name", "get_kind_display", lambda record: record.industry and record.industry.name, "credit_code"),
            category="get_kind_display",
        ),
        order=200,
        menu_title=_("企业名录"),
    )
)
