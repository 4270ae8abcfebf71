"""Appeals against decisions of the moderation, for every model whose queryset knows the word ``owned_by``."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY
from portal.moderation.appeals import appeal
from portal.moderation.forms import AppealForm
from portal.moderation.registry import registrations
from portal.my.views.forms import ServiceFormView
from portal.web.meta import Crumb


def owned_models() -> dict[str, type]:
    """Return the registered models that people own, by the name that stands in the address."""
    models = (registration.model for registration in registrations())
    return {model._meta.model_name or "": model for model in models if hasattr(model._default_manager, "owned_by")}


class AppealView(ServiceFormView):
    """Asks somebody else to decide again, once."""

    form_class = AppealForm
    title = _("申诉")
    lead = _("认为审核决定有误的，可以申诉一次，由另一位工作人员复核。")
    submit_label = _("提交申诉")

    def prepare(self):
        model = owned_models().get(self.kwargs["kind"])
        if model is None:
            raise Http404
        self.record = get_object_or_404(model._default_manager.owned_by(self.request.user), pk=self.kwargs["pk"])

    def get_crumbs(self):
        return (MY, Crumb(str(self.record), self.record.get_owner_url()))

    def perform(self, form):
        appeal(self.record, self.request.user, form.cleaned_data["text"])
        return self.record.get_owner_url()
