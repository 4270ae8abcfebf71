"""Who has signed up for a call, for staff, and what came of each."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from portal.cooperation.forms.calls import OutcomeForm
from portal.cooperation.models import Call, SignUp
from portal.cooperation.services.sign_ups import MAY_DECIDE, decide, signed_up
from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView

MAY_SEE = "cooperation.view_signup"


class SignUpsView(ModerationView):
    """Organisations with their contacts; each look is noted, and the person can read it."""

    template_name = "cooperation/admin/sign_ups.html"
    permission = MAY_SEE
    header_icon = "group"

    @property
    def page_title(self):
        return _("合作报名：%(name)s") % {"name": get_object_or_404(Call, pk=self.kwargs["pk"])}

    def get_context_data(self, **kwargs):
        rows = signed_up(get_object_or_404(Call, pk=self.kwargs["pk"]), self.request.user)
        return super().get_context_data(rows=rows, may_decide=self.request.user.has_perm(MAY_DECIDE), **kwargs)


class OutcomeView(ModerationView):
    """Notes what came of one sign-up."""

    template_name = "cooperation/admin/outcome.html"
    permission = MAY_DECIDE
    header_icon = "tick"
    page_title = _("合作结果")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.signed = get_object_or_404(SignUp.objects.standing().select_related("call"), pk=kwargs["pk"])

    def back(self) -> str:
        """Return where the others are."""
        return reverse("training_sign_ups", args=[self.signed.call_id])

    def get_context_data(self, **kwargs):
        shown = {"signed": self.signed, "form": OutcomeForm(initial={"outcome": self.signed.outcome}), "back": self.back()}
        return super().get_context_data(**{**shown, **kwargs})

    def post(self, request, pk):
        """Note it."""
        form = OutcomeForm(request.POST)
        if form.is_valid():
            try:
                decide(self.signed, form.cleaned_data["state"], form.cleaned_data["outcome"], actor=request.user)
            except TransitionError as error:
                form.add_error(None, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("已登记结果，报名人会收到通知。"))
        return redirect(self.back())
