"""Staff pages of the catalogues in the Wagtail admin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.catalogues.forms.staff import KeeperForm, ProviderStateForm
from portal.catalogues.models import Provider, ProviderPaper, Station
from portal.catalogues.services import MEMBERSHIPS, change_provider_state, end_keeper, link_keeper
from portal.core.access_log import log_view
from portal.core.transitions import TransitionError
from portal.web.parameters import key_of

ENTRIES: dict[str, type[Provider] | type[Station]] = {"provider": Provider, "station": Station}


def may_link(user, model: type[Provider] | type[Station]) -> bool:
    """Return whether the member of staff may say who keeps entries of a model."""
    return user.has_perm(f"catalogues.add_{MEMBERSHIPS[model]._meta.model_name}")


class EntryKeepersView(WagtailAdminTemplateMixin, FormView):
    """Who keeps an entry from the public pages; adds somebody by mobile number, or ends it.

    Raises:
        PermissionDenied: the user may not say who keeps it.
        Http404: there is no such entry.
    """

    form_class = KeeperForm
    template_name = "catalogues/admin/keepers.html"
    page_title = _("资料管理人")
    header_icon = "user"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        model = ENTRIES.get(kwargs["kind"])
        if model is None:
            raise Http404
        if not may_link(request.user, model):
            raise PermissionDenied
        self.entry = get_object_or_404(model, pk=kwargs["pk"])
        self.keepers = MEMBERSHIPS[model].objects.current().filter(organisation=self.entry)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        entries = {"url": reverse(type(self.entry).snippet_viewset.get_url_name("list")), "label": self.entry._meta.verbose_name}
        return [*super().get_breadcrumbs_items(), entries, {"url": "", "label": self.page_title, "sublabel": str(self.entry)}]

    def get_page_subtitle(self):
        return str(self.entry)

    def get_context_data(self, **kwargs):
        return super().get_context_data(keepers=self.keepers.select_related("user").order_by("joined_at"), **kwargs)

    def post(self, request, *args, **kwargs):
        """End somebody's keeping, or add somebody."""
        if "end" not in request.POST:
            return super().post(request, *args, **kwargs)
        end_keeper(get_object_or_404(self.keepers, pk=key_of(request.POST["end"])), request.user)
        messages.success(request, _("已取消。"))
        return redirect(request.path)

    def form_valid(self, form):
        try:
            link_keeper(self.entry, form.cleaned_data["phone"], self.request.user)
        except TransitionError as error:
            form.add_error("phone", error)
            return self.form_invalid(form)
        messages.success(self.request, _("已指定，对方会在“我的消息”里看到。"))
        return redirect(self.request.path)


class ProviderPaperView(View):
    """One paper of a provider, for those who move providers or keep agreements; each look is noted.

    Raises:
        PermissionDenied: the user does neither.
    """

    def get(self, request, pk):
        """Hand it out."""
        paper = get_object_or_404(ProviderPaper.objects.select_related("sent_by", "provider"), pk=pk)
        of_agreement = paper.kind == ProviderPaper.Kind.AGREEMENT and request.user.has_perm("catalogues.change_agreement")
        if not (of_agreement or request.user.has_perm("catalogues.change_provider_state")):
            raise PermissionDenied
        log_view(request.user, paper.sent_by, paper.kind, paper.provider)
        return paper.download()


class ProviderStateView(WagtailAdminTemplateMixin, FormView):
    """Moves a provider through admission and exit, and shows the moves so far (R-CAT-4).

    Raises:
        PermissionDenied: the user may not move providers.
    """

    form_class = ProviderStateForm
    template_name = "catalogues/admin/provider_state.html"
    page_title = _("变更服务商状态")
    header_icon = "user"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("catalogues.change_provider_state"):
            raise PermissionDenied
        self.provider = get_object_or_404(Provider, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        list_url = reverse(Provider.snippet_viewset.get_url_name("list"))
        return [
            *super().get_breadcrumbs_items(),
            {"url": list_url, "label": _("服务商")},
            {"url": "", "label": self.page_title, "sublabel": str(self.provider)},
        ]

    def get_page_subtitle(self):
        return str(self.provider)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "provider": self.provider}

    def get_context_data(self, **kwargs):
        changes, papers = self.provider.state_changes.select_related("user"), self.provider.papers.defer("token")
        return {**super().get_context_data(**kwargs), "provider": self.provider, "changes": changes, "papers": papers}

    def form_valid(self, form):
        try:
            change_provider_state(self.provider, form.cleaned_data["to_state"], form.cleaned_data["reason"], self.request.user)
        except TransitionError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request, _("“%(name)s”的状态已变更为“%(state)s”。") % {"name": self.provider, "state": self.provider.get_state_display()}
        )
        return redirect("provider_state", pk=self.provider.pk)
