"""What calling the director says to whom: the reviewer is told what was done, the director why, the author nothing of either."""

import pytest
from django.urls import reverse

from portal.accounts.models import Message
from portal.moderation.models import Decision
from portal.moderation.reports import file_report
from portal.moderation.workflow_steps import DirectorTask
from tests.factories.moderation import report
from tests.factories.people import person
from tests.moderation.steps import GOOD, step_of, submitted
from tests.moderation.test_review import decide

pytestmark = pytest.mark.usefixtures("new_county", "recorded_contexts")
NOTE = "作者是我的亲戚，请主任定。"


def said_to(client, thing, author) -> str:
    """Return everything that the author can read of the review."""
    client.force_login(author)
    run = thing.workflow_states.get().pk
    pages = [reverse(f"wagtailadmin_pages:{name}", args=[thing.pk]) for name in ("edit", "history", "workflow_history")]
    pages += ["/admin/", reverse("wagtailadmin_pages:workflow_history_detail", args=[thing.pk, run])]
    texts = [client.get(address).content.decode() for address in pages]
    return "".join([*texts, *(message.subject + message.body for message in Message.objects.filter(user=author))])


def test_the_note_is_for_the_director_alone(client):
    author, reviewer, director = person("editor"), person("reviewer"), person("director")
    thing = submitted("news_page", GOOD, author)
    client.force_login(reviewer)
    address = reverse("moderation_review", args=[step_of(thing).pk])
    refused = client.post(address, {"action": "escalate", "comment": "这段话给作者。"})
    assert "请向主任说明为什么提请审定。" in refused.content.decode()
    told = client.post(address, {"action": "escalate", "note": NOTE}, follow=True).content.decode()
    assert "已提请中心主任审定，已通知" in told
    assert str(director) in told
    assert isinstance(step_of(thing).task.specific, DirectorTask)
    decision = Decision.objects.get()
    assert (decision.note, decision.reason, decision.task_state.comment) == (NOTE, "", "")
    assert NOTE in Message.objects.get(user=director).body
    assert NOTE not in said_to(client, thing, author)
    client.force_login(director)
    assert NOTE in client.get(reverse("moderation_review", args=[step_of(thing).pk])).content.decode()


def test_the_editor_of_pages_says_the_same(client):
    author, director = person("editor"), person("director")
    thing = submitted("news_page", GOOD, author)
    answer = decide(client, person("reviewer"), step_of(thing), "escalate", comment=NOTE)
    told = client.get(answer["Location"]).content.decode()
    assert "已提请中心主任审定，已通知" in told
    assert str(director) in told
    assert NOTE not in said_to(client, thing, author)


def test_where_there_is_no_director_it_says_so(client):
    thing = submitted("news_page", GOOD)
    client.force_login(person("reviewer"))
    address = reverse("moderation_review", args=[step_of(thing).pk])
    told = client.post(address, {"action": "escalate", "note": NOTE}, follow=True).content.decode()
    assert "还没有可以通知的主任" in told


def test_the_director_has_nobody_to_call(client):
    thing, director = submitted("news_page", GOOD), person("director")
    client.force_login(person("reviewer"))
    client.post(reverse("moderation_review", args=[step_of(thing).pk]), {"action": "escalate", "note": NOTE})
    client.force_login(director)
    form = client.get(reverse("moderation_review", args=[step_of(thing).pk])).context["form"]
    assert "note" not in form.fields


def test_who_reported_does_not_read_the_note(client):
    director, row = person("director"), report()
    client.force_login(person("reviewer"))
    address = reverse("moderation_report", args=[row.pk])
    assert "请向主任说明为什么报请处理。" in client.post(address, {"to_state": "escalated"}).content.decode()
    assert "请写明答复。" in client.post(address, {"to_state": "upheld", "note": NOTE}).content.decode()
    told = client.post(address, {"to_state": "escalated", "note": NOTE}, follow=True).content.decode()
    assert f"举报 {row.number} 已报中心主任，已通知{director}。" in told
    reply = row.replies.get()
    assert (reply.note, reply.text) == (NOTE, "已报中心主任处理，有结果会在这里答复。")
    assert NOTE in Message.objects.get(user=director).body
    client.force_login(director)
    screen = client.get(address)
    assert NOTE in screen.content.decode()
    assert "note" not in screen.context["form"].fields


def test_the_public_page_of_a_report_shows_the_answer_alone(client):
    made, code = file_report(url="/news/", problem="stale", text="打不开。", contact="", address="192.0.2.9")
    person("director")
    client.force_login(person("reviewer"))
    client.post(reverse("moderation_report", args=[made.pk]), {"to_state": "escalated", "note": NOTE, "reason": "正在核实。"})
    client.logout()
    page = client.post("/report/status/", {"number": made.number, "code": code}).content.decode()
    assert "正在核实。" in page
    assert NOTE not in page
