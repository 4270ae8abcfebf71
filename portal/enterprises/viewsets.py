"""The admin screens of the enterprise directory."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import ListingButton

from portal.enterprises.models import Diagnosis, Enterprise, IndustryClass
from portal.moderation.viewsets import EditorialViewSet


class EnterpriseViewSet(EditorialViewSet):
    """Enterprises."""

    model = Enterprise
    icon = "group"
    add_to_admin_menu = True
    menu_order = 220
    list_display = ["name", "kind", "town", "verified_at", "confirmed_at", "live", "has_unpublished_changes"]
    list_filter = ["kind", "town", "live", "settled"]
    search_fields = ["name", "short_name", "credit_code", "main_business"]
    layout = (
        (_("登记信息"), "name", "short_name", "kind", "credit_code", "exemption", "industry", "founded_on"),
        MultiFieldPanel([FieldPanel("settled", help_text=_("登记过入驻协议的企业以协议为准，在“入驻协议”里办理。"))], heading=_("入驻")),
        (_("介绍"), "introduction", "main_business", "latest_news", "logo"),
        (_("地址与联系"), "town", "address", "longitude", "latitude", "phone", "website"),
        InlinePanel("licences", heading=_("证照公示"), label=_("证照")),
        InlinePanel("news_items", heading=_("企业动态"), label=_("动态")),
        InlinePanel("display_products", heading=_("产品与技术展示"), label=_("展示产品")),
        InlinePanel("channels", heading=_("购买渠道"), label=_("渠道")),
    )


class IndustryClassViewSet(ModelViewSet):
    """Classes of GB/T 4754-2017 used in the directory."""

    model = IndustryClass
    icon = "list-ul"
    form_fields = ["code", "name", "section", "section_name"]
    list_display = ["code", "name", "section", "section_name"]
    search_fields = ["code", "name"]
    list_filter = ["section"]
    copy_view_enabled = False


class DiagnosisIndexView(IndexView):
    """All diagnoses; a draft has a button that hands it to its enterprise."""

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.issued_at is None and self.request.user.has_perm("enterprises.change_diagnosis"):
            buttons.append(ListingButton(_("出具"), url=reverse("diagnosis_issue", args=[instance.pk]), icon_name="mail", priority=15))
        return buttons


class DiagnosisCreateView(CreateView):
    """A new diagnosis, signed by whoever writes it."""

    def save_instance(self):
        self.form.instance.written_by = self.request.user
        return super().save_instance()


class DiagnosisEditView(EditView):
    """Changes a draft.

    Raises:
        PermissionDenied: it has been issued.
    """

    def dispatch(self, request, *args, **kwargs):
        if request.method == "POST" and self.get_object().issued_at:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DiagnosisViewSet(ModelViewSet):
    """Diagnoses of products (R-SHOW-7)."""

    model = Diagnosis
    icon = "doc-full"
    index_view_class = DiagnosisIndexView
    add_view_class = DiagnosisCreateView
    edit_view_class = DiagnosisEditView
    list_display = ["product", "enterprise", "examined_on", "issued_at"]
    list_filter = ["enterprise", "examined_on"]
    search_fields = ["product"]
    copy_view_enabled = False
    panels = [
        FieldPanel("enterprise"),
        FieldPanel("product"),
        FieldPanel("examined_on"),
        FieldPanel("faults"),
        InlinePanel("findings", heading=_("六项标准的结论"), label=_("结论")),
        FieldPanel("summary"),
    ]
