"""Screens of search in the admin that show what is asked and what a change would do."""

from datetime import timedelta

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from search.analysis.synonyms import trying
from search.engines.base import Results
from search.forms import TrialForm
from search.models import QueryCount, SearchEntry
from search.queries import QueryParameters, clean_text
from search.services import engine

_DAYS, _ROWS, _SHOWN = 30, 100, 5


class PopularView(WagtailAdminTemplateMixin, TemplateView):
    """What was asked most in the last month: texts and numbers, nothing about who asked."""

    template_name = "search/admin/popular.html"
    page_title = _("热门搜索")
    header_icon = "history"

    def get_context_data(self, **kwargs):
        since = timezone.localdate() - timedelta(days=_DAYS)
        rows = QueryCount.objects.filter(day__gte=since).values("text").annotate(total=Sum("searches"), found=Max("results"))
        return {**super().get_context_data(**kwargs), "rows": rows.order_by("-total", "text")[:_ROWS], "days": _DAYS}


class TrialView(WagtailAdminTemplateMixin, FormView):
    """Results with and without words as synonyms, before anybody saves them."""

    template_name = "search/admin/trial.html"
    page_title = _("同义词试效")
    header_icon = "view"
    form_class = TrialForm

    def form_valid(self, form):
        words, query = form.cleaned_data["words"], clean_text(form.cleaned_data["query"])
        comparisons = [_compared(text, words) for text in ([query] if query else words)]
        return self.render_to_response(self.get_context_data(form=form, comparisons=comparisons))


def _compared(text: str, words: list[str]) -> dict:
    """Return the first results of a text as they are and as they would be."""
    parameters = QueryParameters(text, page_size=_SHOWN)
    before = engine().search(parameters)
    with trying(words):
        after = engine().search(parameters)
    old = {hit.entry_id for hit in before.hits}
    rows = [{"title": title, "new": key not in old} for key, title in _titles(after)]
    return {"text": text, "before": [title for _key, title in _titles(before)], "after": rows, "totals": (before.total, after.total)}


def _titles(results: Results) -> list[tuple[int, str]]:
    entries = SearchEntry.objects.only("title").in_bulk([hit.entry_id for hit in results.hits])
    return [(hit.entry_id, entries[hit.entry_id].title) for hit in results.hits if hit.entry_id in entries]
