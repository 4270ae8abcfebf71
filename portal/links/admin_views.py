"""Staff pages of checked links: those that were hidden, and showing one again."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.links.forms import ReasonForm
from portal.links.models import LinkCheck
from portal.links.services import show_again
from portal.moderation.admin_views.base import ModerationView

ROWS = 50
MAY_MEND_LINKS = "links.change_linkcheck"
LINKS = ("link_checks", gettext_lazy("外部链接检查"))


class LinkListView(ModerationView):
    """Links that are hidden, failed, led elsewhere or could not be judged."""

    template_name = "links/admin/links.html"
    page_title = LINKS[1]
    permission = MAY_MEND_LINKS
    header_icon = "link-external"

    def get_context_data(self, **kwargs):
        rows = LinkCheck.objects.all()
        if "all" not in self.request.GET:
            rows = rows.filter(Q(hidden=True) | ~Q(state=LinkCheck.State.OK))
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page": page, "total": LinkCheck.objects.count()}


class LinkView(ModerationView):
    """One hidden link, to be shown again by whoever has looked at it."""

    template_name = "links/admin/link.html"
    page_title = gettext_lazy("外部链接")
    permission = MAY_MEND_LINKS
    parent = LINKS
    header_icon = "link-external"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.check = get_object_or_404(LinkCheck, pk=kwargs["pk"])

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "check": self.check, "form": kwargs.get("form") or ReasonForm()}

    def post(self, request, pk):
        """Show the link again."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        show_again(self.check, request.user, form.cleaned_data["reason"])
        messages.success(request, _("链接已恢复显示。"))
        return redirect(LINKS[0])
