"""The admin screens of the catalogues."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.catalogues.forms.staff import AgreementForm
from portal.catalogues.models import Agreement, Expert, FreeService, Provider, ServiceClass, Station, ValueAddedService
from portal.catalogues.services import keep_agreement_paper
from portal.moderation.viewsets import EditorialViewSet

_SERVICE = (_("服务"), "name", "service_class", "centre_function", "summary", "order")
_CONTENT = (_("内容与办理"), "content", "audience", "how_to_apply", "materials", "hours", "place", "phone")


class ServiceClassViewSet(EditorialViewSet):
    """Rows of the service table."""

    model = ServiceClass
    icon = "table"
    list_display = ["name", "hours", "order", "live"]
    search_fields = ["name"]
    layout = ("name", "hours", "order", InlinePanel("items", heading=_("服务内容"), label=_("内容"), min_num=1))


class FreeServiceViewSet(EditorialViewSet):
    """Free services."""

    model = FreeService
    icon = "tick-inverse"
    menu_label = _("免费服务")
    list_display = ["name", "centre_function", "order", "live", "has_unpublished_changes"]
    list_filter = ["centre_function", "service_class", "live"]
    search_fields = ["name", "summary"]
    layout = (_SERVICE, _CONTENT)


class ValueAddedServiceViewSet(EditorialViewSet):
    """Priced services."""

    model = ValueAddedService
    icon = "tag"
    menu_label = _("增值服务")
    list_display = ["name", "price", "unit", "centre_function", "live", "has_unpublished_changes"]
    list_filter = ["centre_function", "service_class", "live"]
    search_fields = ["name", "summary"]
    layout = (
        _SERVICE,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("price", "unit", "price_note", "reference_price")],
            heading=_("价格"),
            help_text=_("没有价格不能发布。价格变动会自动记入公开的价格记录。"),
        ),
        _CONTENT,
        FieldPanel("providers"),
    )


class ProviderViewSet(EditorialViewSet):
    """Providers."""

    model = Provider
    icon = "user"
    menu_label = _("服务商")
    list_display = ["name", "state", "town", "live", "has_unpublished_changes"]
    list_filter = ["state", "town", "live"]
    search_fields = ["name", "introduction"]
    layout = (
        (_("服务商"), "name", "fields", "introduction", "picture", "enterprise"),
        InlinePanel("offers", heading=_("服务与价格"), label=_("服务"), min_num=1),
        (_("联系"), "town", "address", "phone"),
    )


class ExpertViewSet(EditorialViewSet):
    """Experts of the pool."""

    model = Expert
    icon = "user"
    menu_label = _("专家")
    list_display = ["name", "position", "is_available", "live", "has_unpublished_changes"]
    list_filter = ["is_available", "live"]
    search_fields = ["name", "position", "organisation", "summary"]
    layout = (
        (_("专家"), "name", "fields", "position", "organisation", "summary", "introduction", "picture"),
        (_("服务"), "service_classes", "is_available", "hours"),
        (_("本人同意（不公开）"), "consented_on", "consent_scope"),
    )


class KeepsPaperMixin:
    """Saves an agreement with the paper that came with it."""

    def save_instance(self):
        """Save the agreement, then its paper."""
        agreement = super().save_instance()
        if self.form.cleaned_data.get("upload"):
            keep_agreement_paper(agreement, self.form.cleaned_data["upload"], self.request.user)
        return agreement


class AgreementCreateView(KeepsPaperMixin, CreateView):
    """A new agreement."""


class AgreementEditView(KeepsPaperMixin, EditView):
    """Changes an agreement."""


class AgreementIndexView(IndexView):
    """All agreements, those that end first on top, and how many providers are under one today (R-STAT-4)."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("provider")

    def get_page_subtitle(self):
        return _("签约第三方服务商 %(number)d 家") % {"number": Agreement.objects.contracted_providers()}


class AgreementViewSet(ModelViewSet):
    """Agreements with providers."""

    model = Agreement
    icon = "doc-full"
    index_view_class = AgreementIndexView
    add_view_class = AgreementCreateView
    edit_view_class = AgreementEditView
    list_display = ["number", "provider", "signed_on", "valid_until"]
    list_filter = ["valid_until"]
    search_fields = ["number", "provider__name", "subject"]
    copy_view_enabled = False

    @cached_property
    def edit_handler(self) -> ObjectList:
        """The form's panels (Wagtail's name)."""
        names = ("provider", "number", "subject", "signed_on", "valid_until")
        return ObjectList([*map(FieldPanel, names), PaperPanel(heading=_("已有文件")), FieldPanel("upload")], base_form_class=AgreementForm)


class PaperPanel(Panel):
    """The signed paper of an agreement, with its download."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "catalogues/admin/paper.html"

        def is_shown(self):
            return self.instance.paper_id is not None


class StationViewSet(EditorialViewSet):
    """Contact points and stations."""

    model = Station
    icon = "site"
    list_display = ["name", "kind", "town", "state", "live", "has_unpublished_changes"]
    list_filter = ["kind", "town", "state", "live"]
    search_fields = ["name", "code", "village", "address"]
    layout = (
        (_("网点"), "code", "kind", "place_kind", "place_name", "name", "state"),
        (_("位置"), "town", "village", "address", "longitude", "latitude"),
        (_("服务与联系"), "services", "hours", "phone", "opened_on", "picture", "operator", "keeper"),
    )
