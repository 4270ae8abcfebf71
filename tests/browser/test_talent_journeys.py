"""Work on a cheap phone, with and without scripts: post, approve, apply, read, invite, answer; a notice; a practice place."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.moderation.decisions import make_decision
from portal.talent.models import Application, Job, PracticeOffer, WantedNotice
from tests.browser.account_steps import arrives, presses
from tests.browser.axe import problems


@pytest.fixture
def be(visitor, portal_server):
    """Return a function that makes the visitor's phone somebody's, signed in."""

    def become(username: str) -> User:
        user = User.objects.get(username=username)
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        visitor.context.clear_cookies()
        visitor.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": portal_server}])
        return user

    return become


def opens(page, path: str) -> None:
    """Opens a page and finds it accessible."""
    page.goto(path)
    assert problems(page) == []


def says(page, **fields: str) -> None:
    """Fills in fields by their names, whatever their kind."""
    for name, value in fields.items():
        field = page.get_by_role("main").locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def approve(thing) -> None:
    """Has the reviewer approve what waits."""
    step = type(thing).objects.get(pk=thing.pk).current_workflow_task_state
    make_decision(step, User.objects.get(username="reviewer"), "approve")


def test_from_a_post_to_an_answer(visitor, be):
    employer = be("enterprise")
    type(employer.enterprises_memberships.get().organisation).objects.update(verified_at=timezone.now())
    opens(visitor, "/jobs/post/")
    says(visitor, title="茶园讲解员", job_class="其他", headcount="1", pay_min="3000", pay_max="4000", workplace="茶园游客中心")
    says(visitor, duties="给游客讲茶的种植和制作。", requirements="普通话流利。", employer_profile="种茶、制茶、接待游客。")
    visitor.locator("[name=no_fees]").check()
    presses(visitor, "提交审核")
    arrives(visitor, "我的招聘")
    job = Job.objects.get(title="茶园讲解员")
    visitor.goto(f"/jobs/{job.pk}/")
    assert Job.objects.visible().filter(pk=job.pk).count() == 0
    approve(job)
    be("farmer")
    opens(visitor, "/my/resume/step/1/")
    for answer in ("其他", job.town.name, "全职", "大专", "没有经验"):
        presses(visitor, answer)
    arrives(visitor, "我的简历")
    presses(visitor, "保存")
    arrives(visitor, "简历")
    opens(visitor, f"/jobs/{job.pk}/")
    visitor.get_by_role("link", name="投递简历").click()
    assert problems(visitor) == []
    visitor.locator("[name=agree]").check()
    presses(visitor, "投递简历")
    arrives(visitor, "茶园讲解员")
    be("enterprise")
    opens(visitor, f"/my/jobs/{job.pk}/applications/")
    visitor.get_by_role("main").get_by_role("link", name="应聘").first.click()
    arrives(visitor, "应聘简历")
    expect(visitor.get_by_text("田丰收")).to_be_visible()
    says(visitor, state="约面试", text="周五上午九点到游客中心面试。")
    presses(visitor, "答复求职者")
    be("farmer")
    opens(visitor, Application.objects.get(job=job).applicants_url())
    expect(visitor.get_by_text("周五上午九点到游客中心面试。")).to_be_visible()
    presses(visitor, "撤回应聘")
    assert Application.objects.get(job=job).snapshot == ""


def test_a_notice_is_public_after_review_and_hidden_by_one_press(visitor, be):
    be("keeper")
    opens(visitor, "/talent/wanted/post/")
    says(visitor, title="会修农机，想找长期活", job_class="农技", introduction="修过五年农机，会电焊。", town="麦市镇")
    visitor.locator("[name=agree]").check()
    presses(visitor, "提交审核")
    arrives(visitor, "我的求职信息")
    notice = WantedNotice.objects.get(title="会修农机，想找长期活")
    approve(notice)
    opens(visitor, f"/talent/wanted/{notice.pk}/")
    visitor.goto("/my/wanted/")
    presses(visitor, "收起，不再公开")
    assert not WantedNotice.objects.visible().filter(pk=notice.pk).exists()


def test_a_practice_place_is_taken_and_given_back(visitor, be):
    be("farmer")
    offer = PracticeOffer.objects.visible().first()
    opens(visitor, offer.get_absolute_url())
    visitor.get_by_role("main").get_by_role("link", name="报名", exact=True).click()
    visitor.locator("[name=agree]").check()
    presses(visitor, "报名")
    arrives(visitor, "我的应聘")
    assert offer.places_left == offer.quota - 1
    presses(visitor, "取消报名")
    assert offer.places_left == offer.quota
