"""A person's own pages: overview and inbox."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.accounts.models import memberships_of
from portal.web.frame import MY, frame
from portal.web.meta import Crumb

MESSAGES_PER_PAGE = 20
# What domains show on the overview: functions from a user to links (:func:`add_to_overview`).
_overview: list = []


def add_to_overview(links) -> None:
    """Let a domain put its entries on the overview.

    Args:
        links: takes the user, returns a list of :class:`portal.web.meta.Crumb`.
    """
    _overview.append(links)


class MyPage(LoginRequiredMixin, View):
    """A page of the signed-in person's own."""

    http_method_names = ["get", "head", "options"]

    def respond(self, template: str, title, *, lead="", crumbs=(MY,), **context):
        """Return the page in the frame."""
        return TemplateResponse(self.request, f"pages/accounts/{template}.html", {**frame(self.request, title, lead, crumbs), **context})


class OverviewView(MyPage):
    """What concerns me at a glance."""

    def get(self, request):
        """Show the newest messages, whom I act for, and ways on."""
        user = request.user
        ways = [
            *(link for links in _overview for link in links(user)),
            Crumb(_("我的资料"), reverse("accounts:data")),
            Crumb(_("修改密码") if user.has_usable_password() else _("设置密码"), reverse("account_change_password")),
            Crumb(_("双重验证"), reverse("mfa_index")),
        ]
        return self.respond(
            "my",
            _("我的"),
            lead=_("%(name)s，您好。") % {"name": user},
            crumbs=(),
            unread=user.inbox.unread().count(),
            newest=list(user.inbox.all()[:5]),
            memberships=[(row.kind_of_person(), row.organisation, row.get_role_display()) for row in memberships_of(user)],
            ways=ways,
        )


class InboxView(MyPage):
    """All my messages."""

    def get(self, request):
        """Show a page of messages, newest first."""
        page = Paginator(request.user.inbox.all(), MESSAGES_PER_PAGE).get_page(request.GET.get("page"))
        return self.respond("inbox", _("我的消息"), page=None, inbox=page)


class MessageView(MyPage):
    """One message; opening it marks it as read."""

    def get(self, request, pk):
        """Show the message.

        Raises:
            Http404: it is not mine.
        """
        message = get_object_or_404(request.user.inbox, pk=pk)
        message.mark_read()
        return self.respond("message", message.subject, crumbs=(MY, Crumb(_("我的消息"), reverse("accounts:inbox"))), message=message)
