"""Appeals against decisions of the moderation, for every model whose queryset knows the word ``owned_by``."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portal.moderation.appeals import appeal, check_appeal
from portal.moderation.forms import AppealForm
from portal.moderation.registry import registrations
from portal.my.views.forms import ServiceFormView
from portal.web.frame import MY
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
        self.model = owned_models().get(self.kwargs["kind"])
        if self.model is None:
            raise Http404
        super().prepare()

    def get(self, request, *args, **kwargs):
        """Show the form to whoever may appeal now; whoever may not learns it before writing."""
        check_appeal(self.object, request.user)
        return super().get(request, *args, **kwargs)

    def get_crumbs(self):
        return (MY, Crumb(str(self.object), self.object.get_owner_url()))

    def perform(self, form):
        appeal(self.object, self.request.user, form.cleaned_data["text"])
        return self.object.get_owner_url()
