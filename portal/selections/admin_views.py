"""Counting a selection, for staff: votes and marks, bursts, the jury, and the result. Who voted for whom stands nowhere."""

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.accounts.models import User
from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView
from portal.selections.forms import JurorForm, StrikeForm
from portal.selections.models import Nomination, Selection
from portal.selections.policies import MAY_COUNT
from portal.selections.services import name_juror, publish_result, remove_juror, strike_out
from portal.web.parameters import key_of


class CountView(ModerationView):
    """Counts of all nominations of one selection, hours with suspiciously many votes, and what staff do about them."""

    template_name = "selections/admin/count.html"
    permission = MAY_COUNT
    header_icon = "pick"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.selection = get_object_or_404(Selection, pk=kwargs["pk"])

    @property
    def page_title(self):
        return _("计票与结果：%(name)s") % {"name": self.selection}

    def get_context_data(self, **kwargs):
        selection = self.selection
        return super().get_context_data(
            **{
                "selection": selection,
                "rows": list(Nomination.objects.visible().filter(selection=selection).with_counts().ranked()),
                "bursts": list(selection.votes.bursts(settings.SELECTION_BURST_VOTES)),
                "jurors": list(selection.jurors.select_related("user")),
                "juror_form": JurorForm(),
                "strike_form": StrikeForm(selection=selection),
                "may_publish": selection.phase == Selection.Phase.COUNTING,
                **kwargs,
            }
        )

    def post(self, request, pk):
        """Name or remove a juror, strike votes out, or publish the result."""
        deed = next((deed for name, deed in self._deeds().items() if name in request.POST), None)
        try:
            again = deed() if deed else None
        except TransitionError as error:
            messages.error(request, error.messages[0])
        else:
            if again:
                return self.render_to_response(self.get_context_data(**again))
        return redirect("selection_count", pk)

    def _deeds(self) -> dict:
        return {"juror": self._name_juror, "remove": self._remove_juror, "strike": self._strike, "publish": self._publish}

    def _name_juror(self) -> dict | None:
        form = JurorForm(self.request.POST)
        if not form.is_valid():
            return {"juror_form": form}
        name_juror(self.selection, User.objects.verified_holder(form.cleaned_data["phone"]), actor=self.request.user)
        messages.success(self.request, _("已加入评委，并已通知本人。"))
        return None

    def _remove_juror(self) -> None:
        remove_juror(self.selection, key_of(self.request.POST["remove"]), actor=self.request.user)
        messages.success(self.request, _("已移出评委，其打分不再计入。"))

    def _strike(self) -> dict | None:
        form = StrikeForm(self.request.POST, selection=self.selection)
        if not form.is_valid():
            return {"strike_form": form}
        said = form.cleaned_data
        number = strike_out(said["nomination"], said["hour"], said["reason"], actor=self.request.user)
        messages.success(self.request, _("已剔除 %(number)d 票。") % {"number": number})
        return None

    def _publish(self) -> None:
        publish_result(self.selection, actor=self.request.user)
        messages.success(self.request, _("结果已公布，票数已固定。"))
