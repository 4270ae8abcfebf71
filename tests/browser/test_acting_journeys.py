"""A keeper signs a farmer up who has no account; the training body ticks who came, on a phone. With and without scripts."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.training.models import Course, Session
from tests.browser.account_steps import arrives, chooses, enters, presses, writes
from tests.factories.training import CourseFactory, SessionFactory

SESSION = "（演示）企业内训加开班"


def says(page: Page, words: str) -> None:
    """Sees these words on the page."""
    expect(page.get_by_role("main")).to_contain_text(words)


def looks_it_up(page: Page, number: str, code: str) -> None:
    """Opens the page of a place with number and code of the slip."""
    page.goto("/act-for/status/")
    writes(page, "凭条编号", number)
    writes(page, "查询码", code)
    presses(page, "查询")
    arrives(page, f"报名 {number}")


def test_a_farmer_without_account_is_signed_up_by_a_keeper_and_ticked_by_the_body(visitor, desk_of, county_database):
    body, day = Course.objects.get(provider__isnull=False).provider, timezone.localdate() + timedelta(days=3)
    session = SessionFactory(course=CourseFactory(provider=body), name=SESSION, starts_on=day, apply_until=day)
    keeper = enters(desk_of(), county_database.account("站点站长"))
    keeper.goto(session.get_absolute_url())
    keeper.get_by_role("main").get_by_role("link", name="替家人、邻居报名（代办）").click()
    says(keeper, "委托他人代为报名")
    keeper.get_by_role("main").locator("select[name=station]").select_option(index=1)
    chooses(keeper, "本人怎样同意", "本人当面口头同意")
    writes(keeper, "本人姓名", "李大山")
    chooses(keeper, "本人所在乡镇", "麦市镇")
    presses(keeper, "提交并打印凭条")
    # Nothing typed is lost where something is missing.
    expect(keeper.get_by_label("本人姓名")).to_have_value("李大山")
    chooses(keeper, "本人属于", "其他")
    keeper.get_by_label("我已向本人念过上面的同意书").check()
    presses(keeper, "提交并打印凭条")
    arrives(keeper, "代办凭条")
    number, code = (keeper.locator("main dl div").filter(has_text=label).locator("dd").inner_text() for label in ("编号", "查询码"))

    looks_it_up(visitor, number, code)
    says(visitor, "已报名")
    says(visitor, "李**")

    Session.objects.filter(pk=session.pk).update(starts_on=timezone.localdate(), ends_on=timezone.localdate())
    member = enters(desk_of(), county_database.account("企业招聘专员"))
    member.goto("/my/courses/")
    member.locator("main article").filter(has_text=SESSION).get_by_role("link", name="签到", exact=True).click()
    arrives(member, f"签到：{SESSION}")
    member.get_by_label("李大山").check()
    presses(member, "保存签到")
    says(member, "已保存。")
    expect(member.get_by_label("李大山")).to_be_checked()

    looks_it_up(visitor, number, code)
    says(visitor, f"{timezone.localdate():%Y-%m-%d}")
