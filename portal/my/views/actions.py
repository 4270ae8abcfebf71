"""Things that one press of a button does."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from portal.core.transitions import TransitionError
from portal.my.views.pages import MyPage, OwnRecordMixin
from portal.web.frame import MY, frame
from portal.web.once import note_result


class PostActionView(OwnRecordMixin, MyPage):
    """Does something with one record; a refusal is said on a page of its own, with the way back to the last crumb.

    Where a service does it alone, the pattern says so (:func:`press`): the service gets the record, the person and what else the address
    says; the owner's page of the record comes next.
    """

    http_method_names = ["post", "options"]
    title = _("没有办成")

    @staticmethod
    def service(*args: Any, **said: Any) -> Any:
        """Do it alone, if a subclass or a pattern says so."""
        raise NotImplementedError

    def perform(self, record) -> str:
        """Do it and return the path to go on to.

        Raises:
            TransitionError: it may not be done.
        """
        said = {name: value for name, value in self.kwargs.items() if name != self.pk_url_kwarg}
        self.service(record, self.request.user, **said)
        return record.get_owner_url()

    def post(self, request, *args, **kwargs):
        """Do it."""
        try:
            url = self.perform(self.get_object())
        except TransitionError as error:
            crumbs = self.get_crumbs()
            context = {**frame(request, self.get_title(), error.messages[0], crumbs), "back": (crumbs or (MY,))[-1]}
            return TemplateResponse(request, "pages/my/refused.html", context, status=409)
        note_result(request, url)
        return HttpResponseRedirect(url)


def press(model: type[Model], service: Callable, **initkwargs) -> Callable:
    """Return the view of a button beside a record of the person's own.

    Args:
        model: whose records.
        service: what the button does.
        initkwargs: further attributes of the view, such as ``crumbs``.
    """
    return PostActionView.as_view(model=model, service=service, **initkwargs)
