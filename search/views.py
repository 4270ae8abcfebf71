"""The results page, completions while typing, the JSON interface and the description for browsers."""

import logging
from dataclasses import replace

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core.client import client_address
from portal.core.encryption import blind_index
from portal.web.meta import Crumb
from portal.web.views import PublicView
from search import query_log, services
from search.presenters import Presented
from search.queries import FILTERS, BadParameter, clean_text, parse, understood

logger = logging.getLogger(__name__)

_KNOWN = {"q", "sort", "page", *FILTERS}
_NEWEST = 10


class SearchView(PublicView):
    """Everything public in one ranking, with facets; without a query what is popular and new."""

    template_name = "pages/search/results.html"
    section_title = gettext_lazy("搜索")
    section_url = "/search/"

    def get(self, request):
        """Show the results; what the search does not know of an address is ignored, and beyond the last page is the last one."""
        parameters = understood(request.GET)
        results = services.search(parameters)
        found = Presented(parameters, results)
        if parameters.page > max(found.last_page, 1):
            parameters = replace(parameters, page=max(found.last_page, 1))
            results = services.search(parameters)
            found = Presented(parameters, results)
        if parameters.text and parameters.page == 1 and not parameters.filters:
            query_log.count(request, parameters.normalised, results.total if not results.suggestion else 0)
        return self._page(request, found)

    def _page(self, request, found: Presented):
        text = found.parameters.text
        asked = bool(text or found.is_filtered)
        title = _("“%(text)s”的搜索结果") % {"text": text} if text else str(self.section_title)
        return self.respond(
            request,
            title=title,
            description=_("在全站的产品、服务、政策、新闻和企业中搜索。"),
            crumbs=[Crumb(self.section_title, self.section_url), *([Crumb(title)] if text else [])],
            found=found,
            text=text,
            asked=asked,
            shown=found.rows if asked else found.rows[:_NEWEST],
            popular=query_log.popular() if not found.total or not asked else [],
            robots="noindex, follow" if request.GET else "",
        )


@never_cache
@require_safe
def suggest(request):
    """Answer completions in the form of OpenSearch suggestions; nothing on any failure."""
    text = clean_text(request.GET.get("q", ""))
    try:
        found = services.suggest(text) if text else []
    except Exception:
        # Whatever fails, people can still finish typing.
        logger.exception("completions failed")
        found = []
    return JsonResponse([text, found[:5]], safe=False, content_type="application/x-suggestions+json; charset=utf-8")


@never_cache
@require_safe
def api(request):
    """Answer one page of results as JSON (docs/search-api.md)."""
    wait = _seconds_to_wait(request)
    if wait:
        response = JsonResponse({"error": _("请求太频繁，请稍后再试。")}, status=429)
        response["Retry-After"] = str(wait)
        return response
    unknown = [name for name in request.GET if name not in _KNOWN]
    try:
        parameters = parse(request.GET)
    except BadParameter as error:
        return JsonResponse({"error": str(error)}, status=400)
    if unknown:
        return JsonResponse({"error": _("没有参数“%(name)s”。") % {"name": clean_text(unknown[0])[:30]}}, status=400)
    return JsonResponse(Presented(parameters, services.search(parameters)).as_json())


def _seconds_to_wait(request) -> int:
    """Return how long an address has to wait after too many requests in a minute; 0 lets it in."""
    key = f"search.api.{blind_index(client_address(request), 'search-address')}"
    cache.add(key, 0, 60)
    try:
        number = cache.incr(key)
    except ValueError:
        return 0
    return 60 if number > settings.SEARCH_API_PER_MINUTE else 0


@require_safe
def opensearch(request):
    """Describe the search to browsers."""
    context = {"root": request.build_absolute_uri("/").rstrip("/")}
    text = render_to_string("pages/search/opensearch.xml", context, request)
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")
