"""Applications for staff: the queue, one application with its papers and the next step."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.cases.admin_views import CaseListMixin, CaseMixin
from portal.membership.admin_views.members import MEMBERS
from portal.membership.forms import ApplicationMoveForm
from portal.membership.models import ApplicationPaper, CentreMembership
from portal.membership.services.applications import APPLICATION, MAY_HANDLE, handle, read_paper
from portal.moderation.admin_views.base import ModerationView

QUEUE = ("membership_applications", _("会员申请"))


class QueueView(CaseListMixin, ModerationView):
    """Applications, those that are open first."""

    kind = APPLICATION
    template_name = "membership/admin/queue.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    parent = MEMBERS
    header_icon = "form"

    def cases(self):
        return super().cases().select_related("enterprise", "member_type")


class ApplicationView(CaseMixin, ModerationView):
    """One application."""

    kind = APPLICATION
    list_url_name = QUEUE[0]
    contact_purpose = _("联系会员申请人")
    moved_message = _("会员申请 %(number)s 已处理，申请人会收到通知。")
    escalated_message = _("会员申请 %(number)s 已提报，已通知%(names)s。")
    unheard_message = _("会员申请 %(number)s 已提报，但还没有可以通知的主任。")
    template_name = "membership/admin/application.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "form"

    def form(self, data=None):
        return ApplicationMoveForm(data, kind=self.kind, case=self.case, may=self.request.user.has_perm)

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(**kwargs)
        form = shown["form"]
        return {
            **shown,
            "form": form if form is not None and form.fields["to_state"].choices else None,
            "papers": self.case.papers.defer("token"),
            "membership": CentreMembership.objects.filter(application=self.case).first(),
        }

    def perform(self, answered):
        handle(self.case, answered["to_state"], answered["reason"], self.request.user, note=answered.get("note", ""))


class PaperView(ModerationView):
    """One paper of an application; each look is noted."""

    permission = MAY_HANDLE

    def get(self, request, pk):
        """Hand it out."""
        paper = get_object_or_404(ApplicationPaper.objects.select_related("application__user"), pk=pk)
        return read_paper(paper, request.user).download()
