"""Warm pages ask the database at most eight times, and no more with a hundred times the rows. ``pytest -s`` prints what was measured."""

import re
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core import view_counts
from portal.web.sections import lists, sections
from search import query_log
from tests.factories.every_kind import PAGES, RECORDS
from tests.support.county import stand_in_renditions

MOST = 8
TIMES = 100
# Rows to begin with: more than a page of any list. A list of one page is read whole, without the statement for its keys.
FEW = 60
# One page of each kind, by what its path looks like; the first of the demo county that fits is asked.
KINDS = {
    "home": r"/$",
    "news": r"/news/$",
    "column": r"/news/(?!stories/)[^/]+/$",
    "article": r"/news/(?!stories/)[^/]+/[^/]+/$",
    "stories": r"/news/stories/$",
    "story": r"/news/stories/[^/]+/$",
    "policies": r"/policies/$",
    "policy": r"/policies/[^/]+/$",
    "products": r"/products/$",
    "product": r"/products/[^/]+/$",
    "brands": r"/brands/$",
    "brand": r"/brands/[^/]+/$",
    "tourism": r"/tourism/$",
    "sight, route, tourism product": r"/tourism/[^/]+/$",
    "culture": r"/culture/$",
    "culture page": r"/culture/[^/]+/$",
    "events": r"/events/$",
    "event": r"/events/[^/]+/$",
    "journal": r"/journal/$",
    "issue": r"/journal/[^/]+/$",
    "guides": r"/guides/$",
    "guide": r"/guides/[^/]+/$",
    "about": r"/about/$",
    "plain page": r"/about/[^/]+/$",
    "site map": r"/sitemap/$",
    "content rules": r"/rules/$",
    "report": r"/report/$",
    "report status": r"/report/status/$",
    **{f"list of {section.model._meta.model_name}": f"{section.url}$" for section in lists()},
    **{section.model._meta.model_name: rf"{section.detail_url or section.url}[^/]+/$" for section in sections() if section.is_mapped},
}
# Kind of row → its list and a filtered state of it.
GROWING = {
    "news_page": ("/news/", "/news/?sort=oldest"),
    "story_page": ("/news/stories/", "/news/stories/?kind=person"),
    "journal_issue_page": ("/journal/", "/journal/?sort=oldest"),
    "policy_page": ("/policies/", "/policies/?level=county"),
    "product_page": ("/products/", "/products/?season=4&sort=price"),
    "brand_page": ("/brands/", "/brands/?level=regional"),
    "sight_page": ("/tourism/", "/tourism/?kind=sight&month=5"),
    "culture_page": ("/culture/", "/culture/?kind=food"),
    "event_page": ("/events/", "/events/?sort=newest"),
    "guide_page": ("/guides/", "/guides/?sort=name"),
}


def warm_queries(client, path: str) -> list[str]:
    """Return the statements of the second request for a path, but for those that store what earlier requests have counted."""
    assert client.get(path).status_code == 200, path
    view_counts.write()
    query_log.write()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]


def _samples(client) -> dict[str, list[str]]:
    """Return paths of the demo county to ask, by kind; sitemap.xml names them all."""
    paths = re.findall(r"<loc>http://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    found = {kind: sorted(path for path in paths if re.fullmatch(pattern, path)) for kind, pattern in KINDS.items()}
    assert [kind for kind, some in found.items() if not some] == [], "the demo county has no page of these kinds"
    # All of tourism's kinds share one pattern; of the rest two pages stand for all.
    return {kind: some if "route" in kind else [some[0], some[-1]] for kind, some in found.items()}


def test_every_kind_of_public_page(demo_county, client):
    stand_in_renditions()
    measured = {kind: max(len(warm_queries(client, path)) for path in paths) for kind, paths in _samples(client).items()}
    print("\nwarm SQL statements, demo county")  # noqa: T201 - asked for with -s
    for kind, number in measured.items():
        print(f"{number:4}  {kind}")  # noqa: T201
    assert {kind: number for kind, number in measured.items() if number > MOST} == {}


# What is typed → the most statements: what is found as written costs no more than any page; each wider reading a few more.
SEARCHES = {
    "?q=土猪肉": MOST,
    "?q=麦市干子&kind=product": MOST,
    "?q=茶&sort=date": MOST,
    "?q=zhu rou": MOST,
    "": MOST,
    "?q=土珠肉": 10,
    "?q=入住中心": 12,
    "?q=老板不给工资去哪里告": 15,
    "?q=完全没有的怪词鑫": 15,
    "?q=龘靐齉 爩麤龗 籱鱻鸞 癵驫厵 纞虋讟 钃鸜麷": 15,
}


def test_searches(demo_county, client):
    measured = {query: len(warm_queries(client, f"/search/{query}")) for query in SEARCHES}
    print("\nwarm SQL statements of searches", measured)  # noqa: T201 - asked for with -s
    assert {query: number for query, number in measured.items() if number > SEARCHES[query]} == {}


def _grow(sample, numbers: range) -> None:
    """Add a copy of a row for each number, with only the statements that its tables need."""
    from wagtail.models import Page

    model = type(sample)
    if not isinstance(sample, Page):
        kept = {field.attname: getattr(sample, field.attname) for field in model._meta.concrete_fields if not field.primary_key}
        unique = [field.attname for field in model._meta.concrete_fields if field.unique and not field.primary_key]
        rows = (model(**{**kept, **{name: _other(kept[name], number) for name in unique}}) for number in numbers)
        model.objects.bulk_create(rows)
        return
    parent = sample.get_parent()
    for number in numbers:
        copy = model.objects.get(pk=sample.pk)
        for field in copy._meta.concrete_fields:
            if field.primary_key or (field.remote_field and field.remote_field.parent_link):
                setattr(copy, field.attname, None)
        copy.id, copy.translation_key, copy.slug = None, uuid.uuid4(), f"{sample.slug}-{number}"
        copy.path, copy.url_path = Page._get_path(parent.path, sample.depth, 1000 + number), f"{parent.url_path}{copy.slug}/"
        copy._state.adding = True
        copy.save_base(force_insert=True)


def _other(value, number: int):
    if value is None:
        return None
    return value + number + 1 if isinstance(value, int) else f"n{number}-{str(value)[:8]}"


def _value(sample, name: str):
    """Return what a row has in a field that a filter looks at, or nothing where the filter looks at something else."""
    try:
        return type(sample).objects.filter(pk=sample.pk).values_list(name, flat=True).first()
    except FieldError:
        return None


def _states(section, sample) -> list[str]:
    """Return the list of a section, each of its sorts, and each of its filters with the value that a record has, or the first."""
    states = [section.url, *(f"{section.url}?sort={sort}" for sort in section.sorts)]
    if section.filterset is None:
        return states
    filterset = section.filterset({}, queryset=section.visible())
    for name, fld in filterset.form.fields.items():
        choices = [str(key) for key, _label in fld.choices if key]
        own = _value(sample, filterset.filters[name].field_name)
        if choices:
            states.append(f"{section.url}?{name}={own if str(own) in choices else choices[0]}")
    return states


@pytest.mark.parametrize("kind", GROWING)
def test_lists_of_pages_do_not_ask_more_when_they_grow(new_county, client, kind):
    PAGES[kind]()
    _measure(client, PAGES[kind](), GROWING[kind])


@pytest.mark.parametrize("section", lists(), ids=lambda section: section.model._meta.model_name)
def test_lists_of_records_do_not_ask_more_when_they_grow(new_county, client, section):
    make = RECORDS[section.model._meta.model_name]
    make()
    sample = make()
    _measure(client, sample, _states(section, sample))


def _measure(client, sample, paths) -> None:
    _grow(sample, range(FEW))
    before = {path: len(warm_queries(client, path)) for path in paths}
    _grow(sample, range(FEW, FEW + TIMES))
    after = {path: warm_queries(client, path) for path in paths}
    print("\n", {path: (before[path], len(statements)) for path, statements in after.items()})  # noqa: T201 - asked for with -s
    assert {path: statements for path, statements in after.items() if len(statements) > max(before[path], 1)} == {}
    assert max(before.values()) <= MOST


OWN_LISTS = ("/my/jobs/", "/my/wanted/")
OWN_ROWS = (1, 5, 20)


def _returned(record, user) -> None:
    """Have a text sent back, with hits in it and a number to mask."""
    from portal.moderation.models import Decision, Screening

    revision = record.save_revision(user=user)
    about = {**Decision.naming(record), "revision": revision, "author": user}
    hit = {"field": "title", "label": "标题", "term": "手机号码", "clause": "PI-1", "reason": "个人信息", "action": "block"}
    hit |= {"kind": "", "start": 2, "end": 13, "shown": "13812345678", "excerpt": "13812345678", "masked": "138****5678"}
    Screening.objects.create(**about, occasion="submit", kind="job", verdict="block", hits=[hit])
    Decision.objects.create(**about, action=Decision.Action.RETURN, reason="请修改。", since=revision.created_at)


@pytest.mark.parametrize("path", OWN_LISTS)
def test_own_lists_ask_a_constant_number_of_statements(new_county, client, path):
    from portal.accounts.services import agree_to_terms
    from portal.talent.models import Job, WantedNotice
    from tests.factories.talent import job_values, member, practice_offer, shown_notice, take_posts

    take_posts()
    user, enterprise = member()
    agree_to_terms(user)
    client.force_login(user)
    asked = []
    for wanted in OWN_ROWS:
        for number in range((Job if path == "/my/jobs/" else WantedNotice).objects.count(), wanted):
            if path == "/my/jobs/":
                _returned(Job.objects.create(**job_values(enterprise, title=f"打 13812345678 第 {number}")), user)
                _returned(practice_offer(enterprise, live=False, title=f"打 13812345678 第 {number}"), user)
            else:
                _returned(shown_notice(user, live=False, title=f"打 13812345678 第 {number}"), user)
        asked.append(len(warm_queries(client, path)))
    page = client.get(path).content.decode()
    # In what is to be done, and in the copy to go on from.
    assert page.count("138****5678") == 2 * (2 if path == "/my/jobs/" else 1) * OWN_ROWS[-1]
    assert "138123" not in page.replace("打 13812345678", "")
    assert page.count("/appeal/") == (2 if path == "/my/jobs/" else 1) * OWN_ROWS[-1]
    print("\n", path, dict(zip(OWN_ROWS, asked, strict=True)))  # noqa: T201 - asked for with -s
    assert asked == [asked[0]] * len(OWN_ROWS)
