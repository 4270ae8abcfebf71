"""Appeals against a decision on what somebody wrote: a job, practice places, a job-wanted notice."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.core.transitions import TransitionError
from portal.moderation.appeals import appeal
from portal.moderation.forms import AppealForm
from portal.talent.models import Job, PracticeOffer, WantedNotice
from portal.talent.views.base import OwnForm


class AppealView(OwnForm):
    """Asks somebody else to decide again, once."""

    form_class = AppealForm
    title = _("申诉")
    lead = _("认为审核决定有误的，可以申诉一次，由另一位工作人员复核。")
    submit_label = _("提交申诉")

    def record(self):
        """Return what was decided on.

        Raises:
            Http404: it is not of this person or this person's enterprise.
        """
        user = self.request.user
        rows = {
            "job": lambda: Job.objects.of(user),
            "practiceoffer": lambda: PracticeOffer.objects.of(user),
            "wantednotice": lambda: WantedNotice.objects.filter(user=user),
        }
        return get_object_or_404(rows[self.kwargs["kind"]](), pk=self.kwargs["pk"])

    def extra_context(self):
        self.record()
        return {}

    def deed(self, form):
        record = self.record()
        try:
            appeal(record, self.request.user, form.cleaned_data["text"])
        except PermissionDenied as error:
            raise TransitionError(str(error), code="appeal") from error
        return record.get_owner_url()
