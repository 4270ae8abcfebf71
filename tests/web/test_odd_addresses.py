"""Keys that no row can have are not found, in the path of any address and in what any form or query string names."""

import pytest
from django.db import DataError, connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from portal.my.models import KeptForm
from portal.web.middleware import KeyMiddleware
from tests.factories.people import UserFactory
from tests.guards.test_robustness import LISTS

HUGE = 2**63
KEYS = [HUGE, 10**30, 10**400]


def paths_of_keys(patterns, before: str = "", around: tuple = ()) -> list[str]:
    """Return every path whose pattern takes a whole number, huge ones in the place of each."""
    found = []
    for entry in patterns:
        converters = {**dict(around), **entry.pattern.converters}
        route = before + str(entry.pattern)
        if not isinstance(entry, URLPattern):
            found += paths_of_keys(entry.url_patterns, route, tuple(converters.items()))
        elif any(isinstance(converter, IntConverter) for converter in converters.values()) and "^" not in route and "(?P" not in route:
            for name, converter in converters.items():
                kind = next(
                    kind
                    for kind in (f"<int:{name}>", f"<slug:{name}>", f"<str:{name}>", f"<{name}>", f"<path:{name}>", "")
                    if kind in route
                )
                route = route.replace(kind, "{key}" if isinstance(converter, IntConverter) else "products") if kind else route
            found.append(f"/{route}")
    return [path for path in found if "<" not in path]


PATHS = sorted(set(paths_of_keys(get_resolver().url_patterns)))


def test_there_are_many_of_them():
    assert len(PATHS) > 60
    assert any(path.startswith("/my/enterprise/") for path in PATHS)
    assert any(path.startswith("/admin/pages/") for path in PATHS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_path_with_a_huge_key_fails(full_county, method):
    staff = Client(raise_request_exception=False)
    staff.force_login(UserFactory(is_superuser=True, is_staff=True))
    for path in PATHS:
        for key in KEYS:
            answer = getattr(staff, method)(path.format(key=key))
            assert answer.status_code in {404, 405, 302}, (path, answer.status_code)


def test_the_database_s_own_refusal_of_a_number_is_not_found(db):
    def refused():
        KeptForm.objects.filter(pk__in=[HUGE]).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s", [HUGE] if connection.vendor == "sqlite" else [10**30])

    request = RequestFactory().get("/")
    layer = KeyMiddleware(lambda request: None)
    for error in (OverflowError("Python int too large to convert to SQLite INTEGER"), DataError("bigint out of range")):
        assert layer.process_exception(request, error).status_code == 404
    assert layer.process_exception(request, OverflowError("date value out of bounds")) is None
    if connection.vendor == "sqlite":
        with pytest.raises(OverflowError) as raised:
            refused()
        assert layer.process_exception(request, raised.value).status_code == 404


@pytest.mark.parametrize("query", ["x=1&y=2", "page=999", "page=abc", "page=-1", "sort=nothing", "from=timeline&isappinstalled=0&x=%00"])
def test_every_list_answers_and_names_its_own_address(full_county, query):
    client = Client()
    for path in LISTS:
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200, path
        assert f'<link rel="canonical" href="http://testserver{path}">' in answer.content.decode(), path
