"""Who comes to a session, for staff; the same page ends applications."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.core.transitions import TransitionError
from portal.enrolment.services import close, participants
from portal.training.models import Session


class ParticipantsView(WagtailAdminTemplateMixin, TemplateView):
    """Names and phones of who comes and who waits; each look is noted, and the person can read it.

    Raises:
        PermissionDenied: the user keeps no lists of participants.
    """

    template_name = "training/admin/participants.html"
    header_icon = "group"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        self.session = get_object_or_404(Session, pk=kwargs["pk"])
        if not self.session.may_see_participants(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self):
        return _("报名名单：%(name)s") % {"name": self.session}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        may_close = self.session.closed_at is None and self.session.may_close(self.request.user)
        rows = participants(self.session, self.request.user)
        return super().get_context_data(session=self.session, rows=rows, may_close=may_close, **kwargs)

    def post(self, request, pk):
        """End applications."""
        try:
            close(self.session, request.user)
            messages.success(request, _("已停止报名。"))
        except TransitionError as error:
            messages.error(request, error.messages[0])
        return redirect("training_participants", pk)
