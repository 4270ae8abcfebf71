"""Which reports of the media count and why, and the copies that are kept of them."""

import contextlib
import http.server
import io
import random
import threading
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.text import folded
from portal.links.models import LinkCheck
from portal.links.services import check_links_daily
from portal.moderation.takedowns import restore, take_down
from portal.targets.copies import keep_page, save_missing_copies, save_page
from portal.targets.coverage import coverage_entries, first_of_each
from portal.targets.models import CoverageRule, MediaReport, SavedCopy
from portal.targets.tracker import progress
from portal.uploads.gate import CheckedFile
from tests.factories.people import person, signed_in
from tests.factories.targets import MediaReportFactory, TargetFactory, copy_of
from tests.support.made_files import picture
from tests.support.spreadsheets import imported, messages, plan

pytestmark = pytest.mark.usefixtures("new_county")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
PARAGRAPHS = [f"第{number}段：通城的茶油通过村级站点卖到了全国各地，农户说今年收入比去年多了不少。" * 2 for number in range(4)]


def judged(start=YEAR[0], end=YEAR[1]) -> dict:
    return {row.title: (row.counts, row.reason) for row in coverage_entries(start, end)}


def copy_file(copy) -> CheckedFile:
    return CheckedFile(copy.content(), copy.name, copy.content_type)


def rule(counting: str, days: int = 30) -> None:
    CoverageRule.objects.update_or_create(defaults={"counting": counting, "same_days": days})


def test_one_report_in_several_media_counts_as_the_rule_says():
    MediaReportFactory(title="茶油走出大山", medium="县融媒体中心", published_on=date(2026, 3, 1))
    MediaReportFactory(title="“茶油”走出 大山！", medium="市日报", level="city", published_on=date(2026, 3, 31))
    MediaReportFactory(title="茶油走出大山。", medium="县融媒体中心", published_on=date(2026, 3, 5))
    MediaReportFactory(title="茶油走出大山——", medium="省日报", published_on=date(2026, 4, 1))
    rule("once")
    once = judged()
    assert [counts for counts, _reason in once.values()] == [True, False, False, True]
    assert once["“茶油”走出 大山！"][1] == "与县融媒体中心 2026-03-01《茶油走出大山》是同一篇，按规则只计一次"
    assert "同一媒体重复登记" in once["茶油走出大山。"][1]
    rule("each")
    assert [counts for counts, _reason in judged().values()] == [True, False, True, True]


def test_the_same_text_under_another_title_is_one_report():
    first, other = MediaReportFactory(title="一根网线"), MediaReportFactory(title="小站点大作为", medium="市日报")
    for report in (first, other):
        copy_of(report, f"{report.title}正文", fingerprint="ab" * 32)
    assert [row.counts for row in coverage_entries(*YEAR)] == [True, False]


@pytest.mark.parametrize("seed", range(15))
def test_stories_are_those_of_a_plain_comparison_of_all_pairs(seed):
    """Reports with few titles and texts, on random days, fall together as a comparison of each with each other says."""
    draw = random.Random(seed)  # noqa: S311 - a drawing of test data
    rows = [
        MediaReport(pk=number, title=draw.choice("甲乙丙丁戊"), published_on=YEAR[0] + timedelta(days=draw.randrange(90)))
        for number in range(40)
    ]
    rows.sort(key=lambda row: (row.published_on, row.pk))
    texts = {row.pk: {draw.choice("abcdef")} for row in rows if draw.random() < 0.5}
    made = first_of_each(rows, 10, texts)
    plain: dict = {}
    for row in rows:
        alike = [
            plain[other.pk]
            for other in rows
            if other.pk in plain and (other.title == row.title or texts.get(other.pk, {1}) & texts.get(row.pk, {2}))
        ]
        near = [first for first in alike if (row.published_on - first.published_on).days <= 10]
        plain[row.pk] = sorted(near, key=lambda first: (first.published_on, first.pk))[0] if near else row
    assert {pk: first.pk for pk, first in made.items()} == {pk: first.pk for pk, first in plain.items()}


def test_adding_correcting_and_taking_down_move_the_tracker_at_once_and_say_why():
    target = TargetFactory(starts_on=YEAR[0], ends_on=YEAR[1], total=10)
    draft = MediaReportFactory(live=False, title="还在写")
    report = MediaReportFactory(title="已登报", published_on=date(2026, 1, 1))
    assert (progress(target).done, judged()["还在写"]) == (1, (False, "没有发布"))
    draft.save_revision().publish()
    assert progress(target).done == 2
    report.published_on = date(2025, 12, 31)
    report.save_revision().publish()
    assert progress(target).done == 1
    report.published_on = date(2026, 1, 1)
    report.save_revision().publish()
    director = person("director")
    down = take_down(MediaReport.objects.get(pk=report.pk), director, "S1-5-3", "内容不实。")
    assert (progress(target).done, judged()["已登报"]) == (1, (False, "已撤下：内容不实。"))
    restore(down, director, "已核实。")
    assert progress(target).done == 2


def test_a_day_ahead_is_refused():
    with pytest.raises(Exception, match="刊发日期不能晚于今天"):
        MediaReportFactory.build(published_on=timezone.localdate() + timedelta(days=1)).full_clean()


class _Medium(http.server.BaseHTTPRequestHandler):
    """A medium's site: an article with a picture, the same one elsewhere, and what is gone."""

    def do_GET(self):
        head = f'<title>茶油走出大山</title><meta property="og:image" content="/{"none" if self.path == "/b" else "p"}.png">'
        article = "".join(f"<p>{text[:8]}<b>{text[8:]}</b></p>" for text in PARAGRAPHS)
        found = {"/a": f"<html>{head}<p>县融媒体</p>{article}</html>", "/b": f"{head}<p>市日报 转载</p>{article}<p>责编：李</p>"}.get(
            self.path
        )
        content = picture("png") if self.path == "/p.png" else (found or "没有").encode()
        self.send_response(200 if found or self.path == "/p.png" else 404)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *_arguments):
        """Stay silent."""


@pytest.fixture
def medium(settings):
    """A medium on 127.0.0.1, which only tests may visit."""
    settings.LINK_CHECK_PRIVATE_NETWORKS = ["127.0.0.0/8"]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Medium)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_page_of_a_link_is_kept_with_its_picture_and_outlives_it(medium):
    report = MediaReportFactory(link=f"{medium}/a")
    save_page.call(report.pk, report.link)
    save_page.call(report.pk, report.link)
    page, image = SavedCopy.objects.order_by("kind")
    assert (page.kind, image.kind) == ("page", "picture")
    lines = page.content().decode().splitlines()
    assert lines[0] == "茶油走出大山"
    assert lines[-4:] == PARAGRAPHS
    assert image.content_type == "image/png"
    other = MediaReportFactory(link=f"{medium}/b", title="转载", medium="市日报")
    assert keep_page(other, other.link).fingerprint == page.fingerprint
    assert [row.counts for row in coverage_entries(*YEAR)] == [True, False]
    MediaReport.objects.update(link=f"{medium}/gone")
    assert keep_page(report, f"{medium}/gone") is None
    report.refresh_from_db()
    assert report.copy_problem == "网页不存在或出错（状态 404）。"
    assert report.copies.count() == 2


def test_addresses_of_the_own_network_are_not_fetched():
    report = MediaReportFactory(link="http://127.0.0.1/a", first_published_at=timezone.now())
    save_missing_copies()
    report.refresh_from_db()
    assert report.copy_problem.startswith("地址不能访问")
    assert not SavedCopy.objects.exists()


def test_a_good_link_is_visited_monthly_a_dead_one_daily(medium):
    good, dead = MediaReportFactory(link=f"{medium}/a"), MediaReportFactory(link=f"{medium}/gone")
    check_links_daily()
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=28))
    check_links_daily()
    assert LinkCheck.objects.get(url=dead.link).failures == 2
    assert LinkCheck.objects.get(url=good.link).checked_at < timezone.now() - timedelta(days=27)
    assert dead.shown_link == ""
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=31))
    check_links_daily()
    assert LinkCheck.objects.get(url=good.link).checked_at > timezone.now() - timedelta(days=1)


def test_staff_upload_a_scan_once_and_the_public_never_sees_it():
    report, editor = MediaReportFactory(), person("editor")
    client, scan = signed_in(editor), picture("jpeg")
    url = reverse("wagtailsnippets_targets_mediareport:edit", args=[report.pk])
    shown = {"title": report.title, "medium": report.medium, "level": "county", "published_on": "2026-03-01", "slug": report.slug}
    for _time in range(2):
        answer = client.post(url, {**shown, "upload": io.BytesIO(scan)})
        assert answer.status_code == 302
    copy = report.copies.get()
    assert SavedCopy.keep_with(report, "picture", copy_file(copy), url="https://news.example/p.jpg") == copy
    assert copy.kind == "upload"
    address = reverse("media_copy", args=[copy.pk])
    assert client.get(address).status_code == 200
    assert "存档" not in signed_in(person("editor")).get(report.get_absolute_url()).content.decode().partition("<main")[2]


def test_a_table_that_is_sent_twice_counts_once():
    row = {"网址别名": "", "报道标题": "茶油走出大山", "媒体名称": "市日报", "媒体级别": "市级", "刊发日期": "2026-03-02", "作者": "李四"}
    assert not messages(imported("media-coverage", row))
    assert MediaReport.objects.get().level == "city"
    assert "已登记过" in "".join(messages(plan("media-coverage", {**row, "报道标题": "茶油，走出大山"})))
    assert MediaReport.objects.count() == 1


def test_what_is_compared_has_one_form():
    assert folded("“茶油” 走出大山１２!") == folded("茶油走出大山12")
