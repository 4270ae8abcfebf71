"""Pages that keep and stop a search."""

from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.core.private_files import private
from portal.my.views.forms import ServiceFormView
from portal.subscriptions.forms import SearchForm
from portal.subscriptions.models import SavedSearch
from portal.subscriptions.services import keep_search, stop_search
from portal.web.frame import frame
from portal.web.meta import Crumb
from portal.web.sections import Section


class KeepSearch(ServiceFormView):
    """Keeps the list's filters, to hear of what is new; ``next_name`` names the person's own page that shows what is kept."""

    section: Section | None = None
    next_name = ""
    form_class = SearchForm
    lead = _("按当前的筛选条件，有新内容时告诉您。")
    submit_label = _("订阅")

    def prepare(self):
        self.consent_purpose = self.section.digest

    def get_title(self):
        return _("订阅：%(section)s") % {"section": self.section.title}

    def get_crumbs(self):
        return (Crumb(self.section.title, self.section.url),)

    def perform(self, form):
        query = self.request.GET.urlencode()
        keep_search(self.section, self.request.user, query, form.cleaned_data["every"], form.cleaned_data["channel"])
        return reverse(self.next_name)


class StopSearch(View):
    """Stops a digest with the token of the message, without signing in: opening shows a button, pressing it stops."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request, token):
        """Show the button."""
        return self.page(request, stopped=False)

    def post(self, request, token):
        """Stop the digest; doing it twice is no mistake."""
        search = SavedSearch.objects.filter(token=token).select_related("user").first()
        if search is not None:
            stop_search(search)
        return self.page(request, stopped=True)

    def page(self, request, *, stopped: bool):
        """Return the page."""
        context = {**frame(request, _("退订提醒")), "stopped": stopped}
        return private(TemplateResponse(request, "pages/my/search_stop.html", context))


def subscription_urls(section: Section, *, next_name: str) -> list[URLPattern]:
    """Return the patterns by which the list of a section is subscribed to, for the domain's ``urlpatterns`` before those of the section.

    Args:
        section: has a ``digest`` and a ``feed``.
        next_name: the name of the person's own page that comes next.
    """
    base = section.url.lstrip("/")
    return [
        path(f"{base}subscribe/", KeepSearch.as_view(section=section, next_name=next_name), name="search-keep"),
        path(f"{base}stop/<str:token>/", StopSearch.as_view(), name="search-stop"),
    ]
