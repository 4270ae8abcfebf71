"""Databases for tests of the portal's rules: a county as set up, one with one of everything, and the demo county read once from end to end.

``new_county`` is quick and nearly empty: site, sections, roles, workflow, two towns. ``public_site`` holds every public page of the demo
county as a visitor gets it; the guards look at it from many sides without asking again.
"""

import html.parser
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.support import databases

CENTRE = "隽水县电子商务公共服务中心"
TOWNS = (("421222100", "隽水镇"), ("421222101", "麦市镇"))


def _fill_new_county() -> None:
    from django.core.management import call_command
    from wagtail.models import Site

    from portal.identity.models import SiteIdentity
    from portal.places.models import Town

    call_command("setup_portal", verbosity=0)
    for order, (code, name) in enumerate(TOWNS):
        Town.objects.create(code=code, name=name, order=order)
    SiteIdentity.objects.create(site=Site.objects.get(is_default_site=True), centre_name=CENTRE, notice="演示数据")


@pytest.fixture(scope="session")
def new_county_file(django_db_setup, django_db_blocker, database_cache, worker_folder) -> Path:
    """This worker's database of the new county; to be rolled back or copied."""
    with django_db_blocker.unblock():
        source = databases.quick(database_cache, "new", _fill_new_county)
    return databases.fresh_copy(source / databases.FILE, worker_folder / "new-county.sqlite3")


@pytest.fixture
def new_county(new_county_file, django_db_blocker, worker_folder, request):
    """A county as ``setup_portal`` leaves it, with a centre's name and two towns; rolled back after the test."""
    with django_db_blocker.unblock(), databases.used(new_county_file, worker_folder):
        request.getfixturevalue("db")
        yield


@pytest.fixture(scope="session")
def _full_county_file(new_county_file, django_db_blocker, worker_folder) -> Path:
    from tests.factories.every_kind import EVERYTHING

    file = databases.fresh_copy(new_county_file, worker_folder / "full-county.sqlite3")
    with django_db_blocker.unblock(), databases.used(file, worker_folder):
        for make in EVERYTHING.values():
            make()
    return file


@pytest.fixture
def full_county(_full_county_file, django_db_blocker, worker_folder, request):
    """The new county with one of every kind of page and record on the site; rolled back after the test."""
    with django_db_blocker.unblock(), databases.used(_full_county_file, worker_folder):
        request.getfixturevalue("db")
        yield


class Document(html.parser.HTMLParser):
    """What the guards ask of an HTML page; filled by parsing.

    ``tags`` are ``(name, attributes)`` in order, ``headings`` ``(level, text)``, ``text`` the visible text outside ``lang`` marks,
    ``scripts`` the contents of JSON-LD elements.
    """

    _SILENT = frozenset({"script", "style", "template"})
    _VOID = frozenset({"img", "meta", "link", "br", "hr", "input", "source", "path", "rect", "circle", "use", "polygon", "line"})

    def __init__(self, source: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.headings: list[tuple[int, str]] = []
        self.scripts: list[str] = []
        self.title = ""
        self._text: list[str] = []
        self._silent: list[str] = []
        self._heading: list[str] | None = None
        self._in_title = self._in_data = False
        self.feed(source)

    @property
    def text(self) -> str:
        """The visible text."""
        return " ".join(self._text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag in self._SILENT:
            self._silent.append(tag)
            self._in_data = attributes.get("type") == "application/ld+json"
            if self._in_data:
                self.scripts.append("")
        elif tag == "title" and not self.title:
            self._in_title = True
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._heading = []

    def handle_endtag(self, tag):
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
            self._in_data = False
        elif tag == "title":
            self._in_title = False
        elif self._heading is not None and len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append((int(tag[1]), "".join(self._heading).strip()))
            self._heading = None

    def handle_data(self, data):
        if self._in_data:
            self.scripts[-1] += data
        elif self._in_title:
            self.title += data
        elif not self._silent and data.strip():
            self._text.append(data.strip())
            if self._heading is not None:
                self._heading.append(data)

    def all(self, tag: str, **wanted) -> list[dict]:
        """Return the attributes of elements of a tag whose attributes have the wanted values."""
        return [attrs for name, attrs in self.tags if name == tag and all(attrs.get(key) == value for key, value in wanted.items())]

    def meta(self, name: str) -> str:
        """Return the content of ``<meta name>`` or ``<meta property>``, or nothing."""
        found = [attrs.get("content", "") for attrs in self.all("meta") if name in (attrs.get("name"), attrs.get("property"))]
        return found[0] if found else ""


@dataclass
class Answer:
    """One answer of the crawl."""

    path: str
    status: int
    content_type: str
    body: bytes = b""
    location: str = ""
    document: Document | None = None


@dataclass
class PublicSite:
    """All answers of the crawl by path, and who links to what."""

    answers: dict[str, Answer] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> dict[str, Document]:
        """HTML pages that answered 200, without the states of lists."""
        return {
            path: answer.document for path, answer in self.answers.items() if answer.document and answer.status == 200 and "?" not in path
        }


HOST = "http://localhost"


def stand_in_renditions() -> None:
    """Give every picture all of its sizes without encoding them; that the encoder works is tested with the media."""
    from portal.media.models import CustomImage, CustomRendition
    from portal.media.renditions import SETS, specs

    CustomRendition.objects.all().delete()
    wanted = {spec for name in SETS for spec in specs(name)}
    CustomRendition.objects.bulk_create(
        CustomRendition(image=image, filter_spec=spec, focal_point_key="", file="images/stand-in.webp", width=width, height=width // 2)
        for image in CustomImage.objects.all()
        for spec in wanted
        for width in [int(spec.split("|")[0].removeprefix("width-"))]
    )


def crawl(client: Client, start: str = "/") -> PublicSite:
    """Follow every internal link from ``start``; media and static files are not opened."""
    site, waiting = PublicSite(), [start, "/sitemap.xml", "/robots.txt"]
    while waiting:
        path = waiting.pop()
        if path in site.answers:
            continue
        response = client.get(path)
        kind = response.headers.get("Content-Type", "").split(";")[0]
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answer = Answer(path, response.status_code, kind, body, response.headers.get("Location", ""))
        site.answers[path] = answer
        if kind == "text/html":
            answer.document = Document(body.decode())
            targets = [attrs.get("href") for name, attrs in answer.document.tags if name in {"a", "link"} and attrs.get("href")]
            for target in (urljoin(HOST + path, target) for target in targets):
                parts = urlsplit(target)
                found = parts.path + (f"?{parts.query}" if parts.query else "")
                if parts.scheme.startswith("http") and parts.netloc in {"localhost", "testserver"}:
                    site.linked_from.setdefault(found, path)
                    if not found.startswith(("/static/", "/media/")) and found not in site.answers:
                        waiting.append(found)
    return site


@pytest.fixture(scope="session")
def public_site(prepared_county, django_db_blocker, worker_folder) -> PublicSite:
    """Every public page of the demo county, found by following links from the home page as a visitor would."""
    copy = databases.fresh_copy(prepared_county / databases.FILE, worker_folder / "crawled.sqlite3")
    with django_db_blocker.unblock(), databases.used(copy, prepared_county):
        stand_in_renditions()
        return crawl(Client(SERVER_NAME="localhost"))
