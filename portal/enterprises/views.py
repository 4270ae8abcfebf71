"""Public pages of the enterprise directory."""

from django.utils.translation import gettext_lazy as _

from portal.core.structured_data import nested, thing
from portal.core.views import RecordDetailView, RecordListView
from portal.enterprises.filters import EnterpriseFilterSet
from portal.enterprises.models import Enterprise
from portal.media.renditions import prefetch


class EnterpriseSection:
    """The enterprise directory (R-ENT-1)."""

    model = Enterprise
    section_title = _("企业名录")
    section_url = "/enterprises/"
    section_description = _("本县电商企业、合作社、家庭农场和创业者，可按类型、乡镇、行业查找。")
    feed_column = "enterprises"


class EnterpriseList(EnterpriseSection, RecordListView):
    """The directory's list."""

    template_name = "pages/enterprises/list.html"
    filterset_class = EnterpriseFilterSet
    sorts = {"name": (_("按名称"), ("name", "pk")), "newest": (_("最近更新"), ("-last_published_at", "-pk"))}


class EnterpriseDetail(EnterpriseSection, RecordDetailView):
    """One enterprise with its licences and products."""

    template_name = "pages/enterprises/detail.html"

    def rows(self):
        return super().rows().select_related("town", "industry", "logo")

    def record_context(self, request, record):
        # ``products`` is the reverse name that the product page gives its producer; the directory itself knows no pages.
        products = list(record.products.live().select_related("cover").order_by("title")[:8]) if record.pk else []
        prefetch([product.cover for product in products])
        prefetch([record.logo], "logo")
        return {
            "description": record.main_business,
            "licences": list(record.licences.all()),
            "products": products,
            "structured_data": [
                thing(
                    "Organization",
                    name=record.name,
                    description=record.introduction,
                    address=record.address,
                    telephone=record.phone,
                    identifier=nested("PropertyValue", name=str(_("统一社会信用代码")), value=record.credit_code)
                    if record.credit_code
                    else None,
                    url=request.build_absolute_uri(request.path),
                )
            ],
        }
