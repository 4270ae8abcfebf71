"""What every public page of the demo county keeps: one heading, a head that says what it is, a way back, Chinese words, no dead end."""

import json
import re
from collections import Counter
from xml.etree import ElementTree

import pytest

from portal.web.sections import lists

# Path of a page → schema.org type that describes it best. The first match counts.
DATA_TYPES = (
    (r"/$", "Organization"),
    (r"/news/stories/[^/]+/$", "NewsArticle"),
    (r"/news/[^/]+/[^/]+/$", "NewsArticle"),
    (r"/policies/(?!calls/)[^/]+/$", "Legislation"),
    (r"/products/[^/]+/$", "Product"),
    (r"/brands/[^/]+/$", "Brand"),
    (r"/tourism/[^/]+/$", "TouristAttraction|TouristTrip|Product"),
    (r"/culture/[^/]+/$", "CreativeWork"),
    (r"/events/(?!calendar/)[^/]+/$", "Event"),
    (r"/guides/[^/]+/$", "GovernmentService"),
    (r"/services/(free|paid)/[^/]+/$", "Service"),
    (r"/providers/[^/]+/$", "Organization"),
    (r"/experts/[^/]+/$", "Person"),
    (r"/enterprises/[^/]+/$", "Organization"),
    (r"/stations/[^/]+/$", "Place"),
    (r"/about/", "AboutPage|WebPage"),
    (
        r"/(news(/[^/]+)?|policies|products|brands|tourism|culture|events|journal|guides)/$",
        "ItemList",
    ),
    (r"/jobs/[^/]+/$", "JobPosting"),
    (r"/talent/bases/[^/]+/$", "Place"),
    *((f"{section.url}$", "ItemList") for section in lists() if section.sorts),
)
LISTS = (
    *["/news/", "/policies/", "/products/", "/brands/", "/tourism/", "/culture/", "/events/", "/journal/", "/guides/", "/news/stories/"],
    *(section.url for section in lists() if section.feed),
)
WITHOUT_FEED = ("/about/", "/sitemap/", *(section.url for section in lists() if not section.feed))
# Latin words that stand in Chinese sentences: names, units, formats, codes. Whatever else is English has lost its translation.
LATIN = re.compile(
    r"APP|AI|PDF|DOCX|XLSX|RSS|Atom|ICP|WPS|Word|Excel|PPT|PC|WiFi|Wi-Fi|SC|GAP|QR|VR|LED|ERP|CRM|SKU|FOB|OEM|logo|Logo|LOGO|vlog|Vlog|g|kg|m|mL|ml|L|cm|mm|km"
    r"|[A-Z]{1,6}|x",
)
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def _each(site, check):
    """Run ``check(path, document)`` on every page; it returns a complaint or nothing."""
    found = {path: complaint for path, document in site.pages.items() if (complaint := check(path, document))}
    assert found == {}


def _data(document):
    return [json.loads(script) for script in document.scripts]


def test_the_whole_county_was_read(public_site):
    assert len(public_site.pages) > 250
    assert {*LISTS, *WITHOUT_FEED} <= set(public_site.pages)


def test_every_internal_link_leads_somewhere(public_site):
    dead = {
        path: (answer.status, public_site.linked_from.get(path))
        for path, answer in public_site.answers.items()
        if answer.status not in {200, 301, 302} or answer.location.startswith("/admin")
    }
    assert dead == {}


def test_links_do_not_go_through_redirects(public_site):
    """Except to the sign-in, which brings people back to where they were going."""
    moved = {
        path for path, a in public_site.answers.items() if a.status in {301, 302} and not a.location.startswith("/accounts/login/?next=")
    }
    assert {path: public_site.linked_from.get(path) for path in moved} == {}


def test_no_link_is_empty(public_site):
    """An address that a template could not find renders as nothing, and leads back to the page itself."""
    _each(public_site, lambda _path, document: [link for link in document.all("a") if not (link.get("href", "#") or "").strip()])


def test_one_first_level_heading(public_site):
    _each(public_site, lambda _path, document: [level for level, _text in document.headings].count(1) != 1 and document.headings)


def test_headings_have_words_and_skip_no_level(public_site):
    def check(_path, document):
        previous = 0
        for level, text in document.headings:
            if not text or level > previous + 1:
                return document.headings
            previous = level
        return None

    _each(public_site, check)


def test_titles_say_what_the_page_is(public_site):
    _each(public_site, lambda _path, document: not document.title.strip() or "None" in document.title)
    shared = {title: n for title, n in Counter(document.title for document in public_site.pages.values()).items() if n > 1}
    assert shared == {}, "two pages with one title cannot be told apart in a browser's tabs"


def test_descriptions(public_site):
    _each(public_site, lambda _path, document: len(document.meta("description")) < 5)


def test_canonical_address_is_the_page_itself(public_site):
    def check(path, document):
        addresses = [link.get("href") for link in document.all("link", rel="canonical")]
        return None if addresses == [f"http://localhost{path}"] else addresses

    _each(public_site, check)


def test_language_is_named(public_site):
    _each(public_site, lambda _path, document: document.all("html")[0].get("lang") != "zh-CN" and document.all("html"))


def test_every_page_says_that_the_data_is_invented(public_site):
    _each(public_site, lambda _path, document: "演示数据" not in document.text)


def test_every_page_but_the_first_shows_the_way(public_site):
    def check(path, document):
        trails = [data for data in _data(document) if data["@type"] == "BreadcrumbList"]
        if path == "/":
            return trails
        names = [item["name"] for item in trails[0]["itemListElement"]] if trails else []
        return not (len(names) > 1 and names[0] == "首页" and all(name in document.text for name in names))

    _each(public_site, check)


def test_structured_data(public_site):
    def check(path, document):
        wanted = next((kinds for pattern, kinds in DATA_TYPES if re.match(pattern, path)), "")
        kinds = [data["@type"] for data in _data(document)]
        return bool(wanted) and not set(wanted.split("|")) & set(kinds) and (wanted, kinds)

    _each(public_site, check)


def test_structured_data_says_no_empty_thing(public_site):
    _each(
        public_site,
        lambda _path, document: any(data.get("@context") != "https://schema.org" or "" in data.values() for data in _data(document)),
    )


def test_products_offer_where_to_buy_and_never_here(public_site):
    products = [document for path, document in public_site.pages.items() if re.match(r"/products/[^/]+/$", path)]
    assert products
    for document in products:
        product = next(data for data in _data(document) if data["@type"] == "Product")
        assert product["name"]
        assert all(offer["url"].startswith("https://") and offer["priceCurrency"] == "CNY" for offer in product.get("offers", []))
    forms = {
        path
        for path, document in public_site.pages.items()
        if any(form.get("method", "get").lower() != "get" for form in document.all("form"))
    }
    ours = {"/report/", "/report/status/", "/services/request/", "/services/request/status/", "/training/survey/"}
    ours |= {"/ask/", "/complaints/", "/opinions/", "/cases/"}
    many = re.compile(r"/accounts/|/(training/lessons/[^/]+/quiz|surveys/[^/]+/respond)/$")
    asked = {path for path in forms if not many.match(path)}
    assert {path.partition("?")[0] for path in asked} == ours, "the public part takes no order"


def test_government_tags(public_site):
    _each(public_site, lambda _path, document: not (document.meta("SiteName") and document.meta("ColumnName")))
    # A report of a medium stands on the medium's own site.
    ours = re.compile(r"/(news/(?!media/)[^/]+|policies(?!/calls/))/[^/]+/")
    articles = {path: document for path, document in public_site.pages.items() if ours.fullmatch(path)}
    assert len(articles) > 40
    bad = {
        path
        for path, document in articles.items()
        if not (
            document.meta("ArticleTitle")
            and document.meta("ContentSource")
            and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", document.meta("PubDate"))
        )
    }
    assert bad == set()


def test_sharing_tags(public_site):
    _each(
        public_site,
        lambda _path, document: not all(document.meta(f"og:{name}") for name in ("title", "type", "url", "description", "site_name")),
    )
    home = public_site.pages["/"]
    assert home.meta("og:image").startswith("http://localhost/")


def test_pictures_have_words_and_room(public_site):
    def check(_path, document):
        return [image for image in document.all("img") if "alt" not in image or not image.get("width") or not image.get("height")]

    _each(public_site, check)


def test_one_landmark_of_each(public_site):
    def check(_path, document):
        names = Counter(name for name, _attributes in document.tags)
        identifiers = Counter(attributes["id"] for _name, attributes in document.tags if attributes.get("id"))
        return names["main"] != 1 or [name for name, n in identifiers.items() if n > 1]

    _each(public_site, check)


def test_nothing_comes_from_another_host(public_site):
    def check(_path, document):
        sources = [
            a.get("src") or a.get("srcset") or "" for name, a in document.tags if name in {"img", "script", "source", "iframe", "video"}
        ]
        sources += [a.get("href", "") for a in document.all("link") if a.get("rel") in {"stylesheet", "preload", "icon", "preconnect"}]
        return [source for source in sources if re.search(r"(^|\s)(https?:)?//(?!localhost)", source)]

    _each(public_site, check)


def test_no_page_names_a_requirement_of_ours(public_site):
    _each(public_site, lambda _path, document: re.findall(r"\bR-[A-Z]+\b", document.text))


def test_no_english_in_what_people_read(public_site):
    found = {}
    for path, document in public_site.pages.items():
        text = re.sub(r"https?://\S+|\S+@\S+|(?:[a-z-]+\.)+[a-z]{2,}|[A-Za-z0-9-]*\d[A-Za-z0-9-]*", " ", document.text)
        for word in WORD.findall(text):
            if not LATIN.fullmatch(word):
                found.setdefault(word, path)
    assert found == {}


@pytest.mark.parametrize("path", LISTS)
def test_no_list_is_empty(public_site, path):
    lists = [data for data in _data(public_site.pages[path]) if data["@type"] == "ItemList"]
    assert lists
    assert lists[0]["numberOfItems"] > 0


def test_no_news_column_is_empty(public_site):
    columns = {path: document for path, document in public_site.pages.items() if re.match(r"/news/[^/]+/$", path)}
    assert len(columns) >= 8
    empty = [
        path for path, document in columns.items() if next(d for d in _data(document) if d["@type"] == "ItemList")["numberOfItems"] == 0
    ]
    assert empty == []


def test_feeds_of_every_list(public_site):
    """Every list but the plain pages links its feeds, and every feed is well-formed and filled."""
    feeds = {path: answer for path, answer in public_site.answers.items() if path.startswith("/feeds/")}
    assert len(feeds) >= 2 * 20
    for path, answer in feeds.items():
        root = ElementTree.fromstring(answer.body)  # noqa: S314 - the portal's own answer
        if path.endswith("/atom/"):
            entries = root.findall("{http://www.w3.org/2005/Atom}entry")
            assert entries, path
            assert all(entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries), path
        else:
            entries = root.findall("channel/item")
            assert entries, path
            assert root.findtext("channel/title"), path
            assert all(item.findtext("link").startswith("http://localhost/") and item.findtext("pubDate") for item in entries), path
    for path in LISTS:
        kinds = {link.get("type") for link in public_site.pages[path].all("link", rel="alternate")}
        assert {"application/rss+xml", "application/atom+xml"} <= kinds, path


def test_site_map_for_machines_names_every_page(public_site):
    root = ElementTree.fromstring(public_site.answers["/sitemap.xml"].body)  # noqa: S314 - the portal's own answer
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = {url.findtext(f"{space}loc").removeprefix("http://localhost").partition("#")[0] for url in root.findall(f"{space}url")}
    assert listed - set(public_site.pages) == set(), "in sitemap.xml, but not to be reached by links or not answering"
    # What asks search engines not to keep it (sign-in) is not named either.
    kept = {path for path, document in public_site.pages.items() if "noindex" not in document.meta("robots")}
    assert kept - listed == set(), "pages that sitemap.xml does not name"


def test_robots(public_site):
    text = public_site.answers["/robots.txt"].body.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


def test_states_of_lists_stay_out_of_search_engines(public_site):
    states = {path: a.document for path, a in public_site.answers.items() if "?" in path and a.document and a.status == 200}
    assert states
    assert {path for path, document in states.items() if "noindex" not in document.meta("robots")} == set()
