"""Walks the admin as one user: every screen that a link, a menu entry, a script's address or a URL pattern leads to."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse
from wagtail.models import Page

# Not screens of the admin: files, papers, data for scripts, the signal that an editor is still there, a deliberate crash, and public
# pages shown before their time.
NOT_SCREENS = re.compile(
    r"wagtailadmin_(api|editing_sessions|sprite|javascript_catalog|error_test|logout|dismissibles|tag_autocomplete|tag_model_autocomplete|block_preview)"
    r"|training_sample_sheet$|(training|events)_(sheet|door)$|record_attachment$|provider_paper$|plan_task_paper$|budget_paper$"
    r"|:(serve|preview|preview_on_\w+|workflow_preview|view_draft|revisions_view|thumbnail|generate_url|url_generator_output)$"
)
# Screens whose words depend on the type of the page; of all others one page stands for all.
BY_TYPE = re.compile(r"wagtailadmin_(pages:(add|edit)|explore)$")
# Rows without menus, old versions, choosers and answers to a script: what one person reads there everybody does who may open it.
SAME_FOR_ALL = re.compile(r":(\w*_results|revisions_\w+|usage|history|workflow_history\w*|choose\w*|chosen\w*|delete|unpublish)$")
# Those of them that every kind of record has: its own words stand in its list and its form, so that one kind stands for all. What a right
# changes in a list or a form is the same of every kind too.
RECORD = re.compile(r"wagtailsnippets_\w+(?=:)")
OF_EVERY_RECORD = re.compile(r"wagtailsnippets_\w+(:(?:\w*_results|revisions_\w+|usage|history|workflow_history\w*|delete))$")
ADDRESS = re.compile(r"""["'](/admin/[^"'\\<>\s]*)""")
RELATIVE = re.compile(r"""href=["'](\?[^"'<>\s]*)""")


@dataclass
class Walk:
    """A breadth-first walk. ``screens`` yields each address once with its response; ``names`` are the URL names that were seen.

    Args:
        client: signed in as the user.
        seeds: addresses that are looked at in any case.
        whole: also the screens whose words no right changes (:data:`SAME_FOR_ALL`), and list and form of every type of page and record.
    """

    client: Client
    seeds: Iterable[str]
    whole: bool = True
    names: set[str] = field(default_factory=set)

    def __post_init__(self):
        self._page_types = dict(Page.objects.values_list("pk", "content_type__model"))
        self._done: set[tuple] = set()
        self._met: set[str] = set()
        self._queue = deque([*self.seeds, reverse("wagtailadmin_home"), *plain_addresses()])
        self._always = set(self.seeds)

    def screens(self) -> Iterator[tuple[str, object]]:
        while self._queue:
            address = self._queue.popleft().partition("#")[0]
            if address in self._met:
                continue
            self._met.add(address)
            kind = self._kind(address)
            if kind is None or kind in self._done:
                continue
            self._done.add(kind)
            response = self.client.get(address)
            self.names.add(OF_EVERY_RECORD.sub(r"\1", kind[0]))
            if response.status_code in (301, 302):
                self._queue.append(urljoin(address, response["Location"]))
            elif response.status_code == 200 or response.status_code >= 500:
                yield address, response
                self._queue.extend(urljoin(address, found) for found in addresses_in(response))

    def _kind(self, address: str) -> tuple | None:
        """Return what makes a screen different from others, or None when the address is none of the admin's screens."""
        parts = urlsplit(address)
        if not parts.path.startswith("/admin/") or parts.netloc:
            return None
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        name = match.view_name or match.func.__name__
        if NOT_SCREENS.search(name) or (not self.whole and SAME_FOR_ALL.search(name)):
            return None
        if address in self._always:
            return (name, address)
        shared = RECORD.sub("", name) if not self.whole else OF_EVERY_RECORD.sub(r"\1", name)
        if not self.whole or shared != name:
            return (shared, bool(parts.query))
        pages = [self._page_types.get(value) for key, value in match.kwargs.items() if "page" in key and BY_TYPE.search(name)]
        models = [value for key, value in match.kwargs.items() if key.endswith("model_name") and BY_TYPE.search(name)]
        return (name, *pages, *models, bool(parts.query))


def url_names(resolver=None, prefix: str = "") -> Iterator[str]:
    """Yield the name of every URL pattern with its namespaces."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from url_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def admin_addresses() -> set[str]:
    """Return the names of the addresses of all screens of the admin."""
    under_admin = next(p for p in get_resolver().url_patterns if str(p.pattern) == "admin/" and hasattr(p, "url_patterns"))
    return {name for name in url_names(under_admin) if not NOT_SCREENS.search(name)}


def admin_names() -> set[str]:
    """Return what a whole walk must see: the names of all screens, of those that every record has only the end of the name."""
    return {OF_EVERY_RECORD.sub(r"\1", name) for name in admin_addresses()}


def plain_addresses() -> Iterator[str]:
    """Yield the addresses of the admin's patterns that need no argument."""
    for name in sorted(admin_addresses()):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def addresses_in(response) -> Iterator[str]:
    """Yield the addresses that a screen leads to: links, forms and what its scripts fetch."""
    if not response.get("Content-Type", "").startswith(("text/html", "application/json")):
        return
    text = response.content.decode().replace("&quot;", '"').replace("&amp;", "&").replace('\\"', '"').replace("\\/", "/")
    yield from ADDRESS.findall(text)
    yield from RELATIVE.findall(text)
