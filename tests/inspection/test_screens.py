"""The list of staff, one finding, the report's files, the rules, and the tile of the workbench."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts import roles
from portal.core.models import AuditEntry
from portal.inspection.models import Finding, Rule
from portal.inspection.services import accept
from portal.web import papers
from portal.workbench.tiles import tiles_for
from tests.factories.inspection import FindingFactory, RuleFactory
from tests.factories.people import person, signed_in
from tests.support.spreadsheets import cells_of

pytestmark = pytest.mark.usefixtures("new_county")
LIST = "/admin/inspection/"


def found(title: str, days: int, **values) -> Finding:
    """Return a finding that is to be mended so many days from today."""
    return FindingFactory(title=title, due_on=timezone.localdate() + timedelta(days=days), **values)


def titles(client, **asked) -> list[str]:
    return [row.title for row in client.get(LIST, asked).context_data["page"]]


def test_what_is_late_comes_first_and_filters_hold():
    clerk = Group.objects.get(name=roles.CLERK.name)
    found("还早", 5)
    late = found("超期", -2, url="/admin/pages/1/edit/", note="已有 16 天没有更新")
    found("别人的", 1, rule=RuleFactory(owner=clerk))
    found("改好了", -9, state="fixed")
    found("停用的", -9, rule=RuleFactory(active=False))
    client = signed_in(person("editor"))
    assert titles(client) == ["超期", "别人的", "还早"]
    assert titles(client, state="late") == ["超期"]
    assert titles(client, state="fixed") == ["改好了"]
    assert titles(client, owner=str(clerk.pk)) == ["别人的"]
    assert titles(client, rule=str(late.rule.pk)) == ["超期"]
    assert (len(titles(client, state="all")), titles(client, state="x"), len(titles(client, rule="x", owner="9" * 40))) == (5, [], 0)
    Rule.objects.filter(pk=late.rule.pk).update(error="检查时出错。")
    text = client.get(LIST).content.decode()
    for words in ("已超 2 天", "还剩 1 天", "/admin/pages/1/edit/", "没有查成"):
        assert words in text


def test_only_the_director_accepts(client):
    row = found("专栏", 3)
    address, director = reverse("inspection_finding", args=[row.pk]), signed_in(person("director"))
    editor = signed_in(person("editor"))
    assert "说明理由" not in editor.get(address).content.decode()
    assert editor.post(address, {"reason": "不改"}).status_code == 302
    assert Finding.objects.get(pk=row.pk).state == "open"
    assert "请写明理由。" in director.post(address, {"reason": " "}).content.decode()
    assert director.post(address, {"reason": "活动期间才更新"}).url == LIST
    assert Finding.objects.get(pk=row.pk).why == "活动期间才更新"
    assert AuditEntry.objects.filter(action="inspection.finding.accepted", reason="活动期间才更新").count() == 1
    assert director.post(address, {"reason": "恢复"}).url == LIST
    assert Finding.objects.get(pk=row.pk).state == "open"
    Finding.objects.filter(pk=row.pk).update(state="fixed", fixed_on=timezone.localdate())
    assert "不能变更" in director.post(address, {"reason": "晚了"}, follow=True).content.decode()
    again = found("专栏", 3, key=row.key, rule=row.rule)
    assert "以前的记录" in director.get(reverse("inspection_finding", args=[again.pk])).content.decode()


@pytest.mark.parametrize("day", ["", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_the_report_is_a_page_a_table_and_a_paper(day):
    row = found("=甲", -2, rule=RuleFactory(name="首页", checked_at=timezone.now()))
    client, address = signed_in(person("editor")), reverse("inspection_report")
    assert "首页" in client.get(address, {"day": day}).content.decode()
    cells = cells_of(client.get(address, {"day": day, "export": "xlsx"}).content)
    assert next(line for line in cells if "首页" in line)[4] == "扣分"
    if day in {"", "9999-12-31"}:
        assert any(row.title in line for line in cells)
        if papers.library():
            answer = client.get(address, {"day": day, "export": "pdf"})
            assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_rows_make_no_statements_and_many_rows_have_pages():
    client = signed_in(person("director"))
    rule = RuleFactory()

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    found("甲", 1, rule=rule)
    before = [asked(address) for address in (LIST, reverse("inspection_report"))]
    for number in range(60):
        found(f"第{number}处", number, rule=rule)
    assert [asked(address) for address in (LIST, reverse("inspection_report"))] == before
    assert len(titles(client)) == 50


def test_owners_see_their_tile_and_the_director_sees_all():
    found("甲", -1)
    found("乙", 1, rule=RuleFactory(owner=Group.objects.get(name=roles.CLERK.name)))
    accept(found("丙", -1).pk, None, "理由")

    def tile(user):
        return next((seen.count, seen.late) for seen in tiles_for(user) if seen.tile.name == "inspection")

    assert [tile(person(name)) for name in ("editor", "director", "reviewer")] == [(1, 1), (2, 1), (0, 0)]
    assert "inspection" not in {seen.tile.name for seen in tiles_for(person("nobody"))}


def test_the_director_keeps_the_rules():
    client = signed_in(person("director"))
    rule = Rule.objects.get(code="wrong-words")
    address = reverse("inspection_rules:edit", args=[rule.pk])
    assert "错误的词=正确的词" in client.get(address).content.decode()
    names = ("name", "method", "document", "clause", "severity", "threshold", "limit_days", "warn_days", "order")
    sent = {**{name: getattr(rule, name) for name in names}, "owner": rule.owner_id, "active": "on", "items": ""}
    assert "要在检查范围里填写" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, "items": "既使=即使", "limit_days": 2}).status_code == 302
    rule.refresh_from_db()
    assert (rule.lines, rule.limit_days, rule.code) == (["既使=即使"], 2, "wrong-words")
    assert list(AuditEntry.objects.filter(action__startswith="inspection").values_list("action", flat=True)) == ["inspection.changed"]
    assert reverse("inspection_rules:delete", args=[rule.pk]) not in client.get(address).content.decode()
    assert signed_in(person("editor")).get(address).status_code == 302
