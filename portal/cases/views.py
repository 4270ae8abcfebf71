"""The public look-up of a case."""

from django.utils.translation import gettext as _

from portal.cases.kinds import CaseKind
from portal.cases.services import TooManyGuessesError, look_up
from portal.core.client import client_address
from portal.web.kept import kept_data, kept_of
from portal.web.views import PublicView

TOO_MANY = 429


class CaseLookupView(PublicView):
    """What became of a case, for whoever knows its number and secret.

    A subclass names the ``kind``, the ``form_class`` (with ``number`` and ``code``), the template and what stands around it.
    """

    http_method_names = ["get", "head", "post", "options"]
    kind: CaseKind
    form_class: type
    not_found_message = ""
    description = ""

    def get(self, request):
        """Show the form."""
        return self.show(request, self.form_class(kept_data(request)))

    def post(self, request):
        """Show the case and its answers; a wrong secret and a wrong number look alike."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        try:
            case = look_up(self.kind, form.cleaned_data["number"], form.cleaned_data["code"], address=client_address(request))
        except TooManyGuessesError:
            form.add_error(None, _("查询次数太多，请一小时后再试。"))
            response = self.show(request, form)
            response.status_code = TOO_MANY
            return response
        if case is None:
            form.add_error(None, self.not_found_message)
            return self.show(request, form)
        return self.show(request, None, case=case, replies=list(case.replies.all()))

    def crumbs(self) -> list:
        """Return the way to this page."""
        return []

    def show(self, request, form, **context):
        """Return the page with the form or with the case."""
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.description),
            crumbs=self.crumbs(),
            form=form,
            kept=kept_of(request),
            **context,
        )
