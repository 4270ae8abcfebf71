"""Service requests for staff: the queue with what is late, and one request with who may serve it."""

from django.utils.translation import gettext_lazy as _

from portal.cases.admin_views import CaseListMixin, CaseMixin
from portal.moderation.admin_views.base import ModerationView
from portal.service_requests.forms import CandidateForm, StaffMoveForm
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import REQUEST, handle, match

MAY_HANDLE = "service_requests.handle_servicerequest"
QUEUE = ("service_requests", _("服务申请"))


class QueueView(CaseListMixin, ModerationView):
    """Requests, those that are open first and the oldest on top; ``?late=1`` the late ones, ``?acted=1`` those filed for somebody."""

    kind = REQUEST
    template_name = "service_requests/admin/queue.html"
    page_title = _("服务申请")
    permission = MAY_HANDLE
    header_icon = "clipboard-list"

    def cases(self):
        asked = self.request.GET
        rows = ServiceRequest.objects.late() if asked.get("late") else super().cases()
        rows = rows.select_related("town", "provider", "service_class", "acting__actor", "acting__station")
        return rows.exclude(acting=None) if asked.get("acted") else rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(late=ServiceRequest.objects.late().count(), **kwargs)


class RequestView(CaseMixin, ModerationView):
    """One request; the candidates of the directory are those of its class until staff choose otherwise."""

    kind = REQUEST
    form_class = StaffMoveForm
    list_url_name = QUEUE[0]
    contact_purpose = _("联系申请人")
    moved_message = _("服务申请 %(number)s 已处理。")
    escalated_message = _("服务申请 %(number)s 已报中心主任，已通知%(names)s。给主任的说明申请人看不到。")
    unheard_message = _("服务申请 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "service_requests/admin/request.html"
    page_title = _("服务申请")
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "clipboard-list"

    def candidate_form(self) -> CandidateForm:
        """Return by what the directory is searched: as asked for, or by the class of the request."""
        asked = self.request.GET
        return CandidateForm(asked if "town" in asked else {"service_class": self.case.service_class_id})

    def form(self, data=None):
        filters = self.candidate_form()
        return self.form_class(data, kind=self.kind, case=self.case, filters=filters.cleaned_data if filters.is_valid() else {})

    def get_context_data(self, **kwargs):
        acting = getattr(self.case, "acting", None)
        name = self.case.name if "contact" in kwargs else self.case.masked_name
        return super().get_context_data(**{"name": name, "acting": acting, "candidate_form": self.candidate_form(), **kwargs})

    def perform(self, answered):
        state, user = ServiceRequest.State, self.request.user
        to_state, reason = answered["to_state"], answered["reason"]
        if to_state == state.MATCHED:
            match(self.case, answered["provider"], reason, user)
        else:
            said = {state.WORKING: ("expert",), state.DONE: ("fee", "service_class", "channel")}.get(to_state, ())
            handle(self.case, to_state, reason, user, note=answered.get("note", ""), **{name: answered.get(name) for name in said})
