"""The admin screens of the enterprise directory."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from portal.enterprises.models import Enterprise, IndustryClass
from portal.moderation.viewsets import EditorialViewSet, editorial_panels


class EnterpriseViewSet(EditorialViewSet):
    """Enterprises."""

    model = Enterprise
    icon = "group"
    menu_label = _("企业名录")
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["name", "kind", "town", "live", "has_unpublished_changes"]
    list_filter = ["kind", "town", "live", "settled"]
    search_fields = ["name", "short_name", "credit_code", "main_business"]
    panels = editorial_panels(
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "short_name", "kind", "credit_code", "exemption", "industry", "founded_on", "settled")],
            heading=_("登记信息"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("introduction", "main_business", "latest_news", "logo")], heading=_("介绍")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("town", "address", "longitude", "latitude", "phone", "website")], heading=_("地址与联系")
        ),
        InlinePanel("licences", heading=_("证照公示"), label=_("证照")),
    )


class IndustryClassViewSet(ModelViewSet):
    """Classes of GB/T 4754-2017 used in the directory."""

    model = IndustryClass
    icon = "list-ul"
    menu_label = _("行业分类")
    form_fields = ["code", "name", "section", "section_name"]
    list_display = ["code", "name", "section", "section_name"]
    search_fields = ["code", "name"]
    list_filter = ["section"]
    copy_view_enabled = False
    inspect_view_enabled = False
