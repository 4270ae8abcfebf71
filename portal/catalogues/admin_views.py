"""Staff pages of the catalogues in the Wagtail admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.catalogues.forms import ProviderStateForm
from portal.catalogues.models import Provider
from portal.catalogues.services import change_provider_state
from portal.core.transitions import TransitionError


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
        changes = self.provider.state_changes.select_related("user")
        return {**super().get_context_data(**kwargs), "provider": self.provider, "changes": changes}

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
