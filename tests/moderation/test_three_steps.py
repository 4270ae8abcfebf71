"""The page of the rules promises three steps (采编、审核、签发), and the workflow has these three, in this order and under these names."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Task, Workflow

from portal.accounts.roles import DIRECTOR, REVIEWER
from portal.moderation.decisions import make_decision
from portal.moderation.services import ensure_review_workflow
from tests.factories.people import person
from tests.moderation.steps import DOUBTFUL, GOOD, public_text, step_of, submitted
from tests.moderation.test_workflow import clauses_of

pytestmark = pytest.mark.usefixtures("new_county")
PROMISED = ["采编", "审核", "签发"]


def steps_of(workflow: Workflow) -> list[str]:
    """Return the names of a workflow's steps in their order."""
    return [task.name for task in workflow.tasks]


def promised(client) -> list[str]:
    """Return the steps that the page of the rules names."""
    page = BeautifulSoup(client.get("/rules/").content, "html.parser")
    return [item.strong.get_text() for item in page.select("main ol > li") if item.strong]


def test_the_page_and_the_workflow_name_the_same_steps(client):
    names = steps_of(Workflow.objects.get(name="内容审核"))
    assert promised(client)[:3] == PROMISED
    assert [name.startswith(stage) for name, stage in zip(names, PROMISED, strict=True)] == [True] * 3


def test_a_workflow_of_before_gets_the_names_and_stays_the_same_one():
    workflow = Workflow.objects.get(name="内容审核")
    before = [task.pk for task in workflow.tasks]
    Task.objects.filter(pk=before[2]).update(name="中心主任审定")
    groups = [Group.objects.get(name=role.name) for role in (REVIEWER, DIRECTOR)]
    ensure_review_workflow("内容审核", groups, Page.objects.get(depth=2))
    workflow = Workflow.objects.get(pk=workflow.pk)
    assert [task.pk for task in workflow.tasks] == before
    assert steps_of(workflow) == ["采编（机器筛查）", "审核", "签发"]


def test_what_is_in_doubt_takes_all_three(client):
    thing = submitted("product_page", DOUBTFUL)
    assert step_of(thing).task.name == "审核"
    make_decision(step_of(thing), person("reviewer"), "approve", checked=clauses_of(thing))
    assert step_of(thing).task.name == "签发"
    make_decision(step_of(thing), person("director"), "approve", checked=clauses_of(thing))
    assert public_text(thing) == DOUBTFUL


def test_editors_see_the_steps(client):
    author = person("editor")
    thing = submitted("news_page", GOOD, author)
    client.force_login(author)
    history = client.get(reverse("wagtailadmin_pages:workflow_history", args=[thing.pk]), follow=True).content.decode()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[thing.pk])).content.decode()
    assert "审核" in editor
    assert "内容审核" in history
    detail = thing.current_workflow_state
    shown = client.get(reverse("wagtailadmin_pages:workflow_history_detail", args=[thing.pk, detail.pk])).content.decode()
    assert all(stage in shown for stage in PROMISED)
