"""Whatever is asked, the answer is a page in the theme and never a failure (generated requests; the same ones on every run)."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.test.utils import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.web.sections import lists

ALLOWED = {200, 301, 302, 304, 400, 403, 404, 405, 410, 414}
LISTS = (
    *["/news/", "/news/stories/", "/policies/", "/products/", "/brands/", "/tourism/", "/culture/", "/events/", "/journal/", "/guides/"],
    *["/sitemap/", "/about/", "/"],
    *(section.url for section in lists()),
)
ROOTS = (
    *LISTS,
    "/search/",
    "/feeds/",
    "/feeds/news/",
    "/documents/",
    "/media/",
    "/_util/login/",
    "/sitemap.xml",
    "/robots.txt",
    "/nothing/",
    "/static/",
)
PARAMETERS = [
    "page",
    "sort",
    "kind",
    "town",
    "year",
    "category",
    "certificate",
    "season",
    "price",
    "product_class",
    "level",
    "field",
    "function",
    "service_class",
    "industry",
    "settled",
]
VALUES = [
    "",
    "0",
    "-1",
    "1e9",
    "abc",
    "１",
    "99999999999999999999",
    "1.5",
    "NaN",
    "null",
    "None",
    "'",
    '"',
    "%",
    "%00",
    "\x00",
    "../../etc",
    "\ud800",
    "𠮷",
]
VALUES += ["' OR 1=1 --", "<script>", "{{7*7}}", "|a|", "a" * 300, "\r\nX: y", "421222100", "green", "newest"]
RUN = settings(
    max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def visitor(full_county):
    """A browser on a county with one of everything; a failure shows as 500 instead of an exception."""
    return Client(raise_request_exception=False, SERVER_NAME="localhost")


def check(response) -> None:
    """Check that an answer is one of the allowed, and a refusal one that people can read."""
    assert response.status_code in ALLOWED, response.status_code
    if response.status_code in {400, 403, 404, 405, 410} and response.headers.get("Content-Type", "").startswith("text/html"):
        html = response.content.decode()
        assert re.search(r"<h1[^>]*>[^<]*[\u4e00-\u9fff]", html)
        assert "<style>" in html
        assert "Traceback" not in html


def encoded(pairs) -> str:
    """Return a query string; lone surrogates go out as the bytes a broken client would send."""
    return urlencode([(key.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass")) for key, value in pairs])


anything = st.one_of(st.sampled_from(VALUES), st.text(max_size=40))
queries = st.lists(st.tuples(st.one_of(st.sampled_from(PARAMETERS), st.text(min_size=1, max_size=12)), anything), max_size=5)


@RUN
@given(path=st.sampled_from(LISTS), pairs=queries)
def test_any_query(visitor, path, pairs):
    check(visitor.get(f"{path}?{encoded(pairs)}"))


@RUN
@given(root=st.sampled_from(ROOTS), rest=st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), slash=st.booleans())
def test_any_path(visitor, root, rest, slash):
    tail = "/".join(quote(part.encode("utf-8", "surrogatepass"), safe="") for part in rest)
    check(visitor.get(f"{root}{tail}{'/' if slash else ''}"))


@RUN
@given(
    method=st.sampled_from(["post", "put", "patch", "delete", "options", "trace", "head"]),
    path=st.sampled_from([*LISTS, "/sitemap.xml", "/robots.txt", "/feeds/news/", "/feeds/news/atom/"]),
    body=st.binary(max_size=60),
)
def test_any_method(visitor, method, path, body):
    if method in {"head", "trace"}:
        check(getattr(visitor, method)(path))
    else:
        check(getattr(visitor, method)(path, body, content_type="application/octet-stream"))


@RUN
@given(
    headers=st.dictionaries(
        st.sampled_from(
            ["Accept", "Accept-Encoding", "Accept-Language", "Cookie", "If-Modified-Since", "If-None-Match", "Range", "Referer"]
        ),
        st.one_of(
            st.sampled_from(["gzip;q=9", "*;q=", "identity;q=0", "bytes=9-1", 'W/"', "sessionid=x; csrftoken=;;=", "zh;q=1.5"]),
            st.text(max_size=30),
        ),
        max_size=4,
    ),
    path=st.sampled_from(LISTS),
)
def test_any_header(visitor, headers, path):
    values = {name: value.encode("utf-8", "replace").decode("latin-1") for name, value in headers.items()}
    check(visitor.get(path, headers=values))


@pytest.mark.parametrize(
    "raw", ["%ff", "%c3%28", "%00", "%ed%a0%80", "%E6%B5", "%", "%zz", "%25ff", "%2e%2e%2f", "..%2f..%2fetc%2fpasswd", "%0d%0aX:y"]
)
def test_broken_escapes(visitor, raw):
    for path in ("/", "/news/", "/products/", "/enterprises/", "/feeds/", "/media/", "/documents/"):
        check(visitor.get(f"{path}{raw}"))
        check(visitor.get(f"{path}{raw}/"))
        check(visitor.get(path, QUERY_STRING=f"page={raw}&town={raw}&{raw}={raw}"))


@pytest.mark.parametrize("path", LISTS)
def test_pages_that_are_not_there(visitor, path):
    for page in ("0", "-1", "1e9", "abc", "１", "99999999999999999999", "2", "last", "1 ", "+1"):
        check(visitor.get(path, {"page": page}))
    assert visitor.get(path, {"page": "99999"}).status_code in {200, 404}


@pytest.mark.parametrize("path", [path for path in LISTS if path not in {"/", "/about/", "/sitemap/", "/services/table/"}])
def test_unknown_filters_leave_a_list_with_ways_on(visitor, path):
    for query in ({"no-such-filter": "1"}, {"sort": "no-such-sort"}, {"town": "000000000"}, {"page": "99999"}):
        response = visitor.get(path, query)
        assert response.status_code == 200
        assert f'href="{path}' in response.content.decode()


@pytest.mark.parametrize("path", [*LISTS, "/feeds/news/", "/sitemap.xml", "/robots.txt"])
def test_pages_only_for_reading_say_so(visitor, path):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(visitor, method)(path)
        assert response.status_code == 405
        assert response["Allow"]
        check(response)


def test_a_form_without_its_token_is_refused_in_the_theme(visitor):
    response = Client(enforce_csrf_checks=True, SERVER_NAME="localhost").post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    check(response)


def test_very_long_queries(visitor):
    for path in LISTS:
        for name in ("town", "page", "sort", "q", "utm_source", "x" * 5000):
            check(visitor.get(f"{path}?{name}={'长' * 1112}"))
            check(visitor.get(f"{path}?{name}={'a' * 10_000}"))
        check(visitor.get(path + "a" * 10_000))
        check(visitor.get(path + "?" + "&".join(f"a{n}={n}" for n in range(2000))))


@pytest.mark.parametrize("path", LISTS)
def test_repeated_parameters(visitor, path):
    check(visitor.get(f"{path}?page=1&page=2&page=abc"))
    check(visitor.get(f"{path}?town=1&town=421222100&sort=name&sort=zzz"))


@pytest.mark.parametrize("path", LISTS)
def test_links_shared_in_messengers_work(visitor, path):
    marks = {"from": "timeline", "isappinstalled": "0", "utm_source": "wechat", "utm_campaign": "春茶", "scene": "1", "spm": "a.b"}
    response = visitor.get(path, marks)
    assert response.status_code == 200
    assert "utm_source" not in response.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "local host", "localhost:abc", "[::1", "", "a" * 300, "localhost,evil.example"])
def test_a_wrong_host_is_a_bad_request(visitor, host):
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        response = visitor.get("/", headers={"Host": host}) if host else visitor.get("/", headers={"Host": " "})
    assert response.status_code == 400
    check(response)


def test_the_form_of_sign_in_does_not_fail(visitor):
    for data in ({}, {"username": "\x00", "password": "x"}, {"username": "a" * 10_000, "password": "\ud83d"}, {"next": "//evil.example"}):
        check(visitor.post("/admin/login/", encoded(data.items()), content_type="application/x-www-form-urlencoded"))
