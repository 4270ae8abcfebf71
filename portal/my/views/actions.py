"""Things that one press of a button does."""

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic.detail import SingleObjectMixin

from portal.accounts.views.frame import MY, frame
from portal.core.transitions import TransitionError
from portal.my.views.pages import MyPage
from portal.web.once import note_result


class PostActionView(SingleObjectMixin, MyPage):
    """Does something with one record; a refusal is said on a page of its own, with the way back to the last crumb."""

    http_method_names = ["post", "options"]
    title = _("没有办成")

    def get_queryset(self):
        return self.model._default_manager.owned_by(self.request.user)

    def perform(self, record) -> str:
        """Do it and return the path to go on to.

        Raises:
            TransitionError: it may not be done.
        """
        raise NotImplementedError

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
