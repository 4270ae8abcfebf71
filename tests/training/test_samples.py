"""Phone samples: nobody picks, anybody can draw the same again, who sees phones is noted, and names do not stay."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from portal.accounts.closing import close_account
from portal.core import consents
from portal.core.models import AccessEntry, AuditEntry, Consent
from portal.training.models import Call, Sample, Session
from portal.training.samples import draw, forget_names, note_call, summary
from tests.factories.people import person, signed_in
from tests.factories.training import SessionFactory, attend, enrol, training_keeper
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


def yesterday() -> date:
    """Return the day before this one."""
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def places():
    """The places of four who came to a session that ended yesterday; a fifth stayed away, and a sixth agreed to an older text."""
    session = SessionFactory(quota=9)
    found = [attend(enrol(session, number)) for number in range(1, 5)]
    enrol(session, 5)
    sixth = attend(enrol(session, 6))
    older = consents.ConsentText.objects.get(purpose="training_to_organiser", version=1)
    Consent.objects.about(sixth).filter(text__purpose="training_to_organiser").update(text=older)
    Session.objects.update(starts_on=yesterday(), ends_on=yesterday(), apply_until=yesterday())
    return found


def drawn(size: int = 2) -> Sample:
    """Return a sample of yesterday."""
    return draw(yesterday(), yesterday(), size, actor=training_keeper())


def test_a_drawing_can_be_made_again_and_is_chosen_by_nobody(places):
    sample = drawn()
    assert sample.population == [place.pk for place in places]
    assert [call.enrolment_id for call in sample.calls.all()] == sample.chosen()
    assert len(set(sample.chosen())) == 2
    entry = AuditEntry.objects.get(action="training.sampled")
    assert entry.after["seed"] == sample.seed
    assert drawn().seed != sample.seed
    assert drawn(9).size == 4
    assert Sample(seed="00", size=3, population=[1, 2, 3, 4, 5]).chosen() == [4, 1, 5]
    with refused("nobody"):
        draw(timezone.localdate(), timezone.localdate(), 2, actor=training_keeper())
    with refused("stranger"):
        draw(yesterday(), yesterday(), 2, actor=person("editor"))


def test_drawn_called_and_summed_up(places):
    staff = training_keeper()
    client = signed_in(staff)
    wrong = client.post(reverse("training_samples"), {"first_day": yesterday(), "last_day": "2001-01-01", "size": "2"}).content.decode()
    assert "结束日期不能早于开始日期。" in wrong
    answer = client.post(reverse("training_samples"), {"first_day": yesterday(), "last_day": yesterday(), "size": "3"})
    sample = Sample.objects.get()
    assert answer["Location"] == reverse("training_sample", args=[sample.pk])
    assert not AccessEntry.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    phones = {place.phone for place in places if place.pk in sample.chosen()}
    assert len(phones) == 3
    assert {phone for phone in (place.phone for place in places) if phone in page} == phones
    assert AccessEntry.objects.filter(viewer=staff, field="phone").count() == 3
    said = {"result": "reached", "came": "true", "satisfied": "4", "note": "想学剪辑"}
    assert client.post(reverse("training_call", args=[sample.pk, 1]), said)["Location"] == answer["Location"]
    client.post(reverse("training_call", args=[sample.pk, 2]), {**said, "result": "wrong"})
    assert client.post(reverse("training_call", args=[sample.pk, 3]), {**said, "result": ""}).status_code == 200
    unreached = sample.calls.get(order=2)
    assert (unreached.came, unreached.satisfied) == (None, None)
    figures = dict(summary(sample))
    assert (figures["已拨打"], figures["打通"], figures["号码不对"], figures["说来过"]) == ("2 / 3", "1", "1", "1")
    assert figures["平均满意程度（满分 5 分）"] == "4.0"
    table = BeautifulSoup(client.get(reverse("training_samples")).content, "html.parser").select("table.listing td")
    assert table[-1].text == "2 / 3"
    for name in ("training_samples", "training_sample"):
        path = reverse(name, args=[] if name == "training_samples" else [sample.pk])
        assert signed_in(person("editor")).get(path).status_code == 302


def test_who_left_is_called_no_more_and_what_was_heard_stays_a_figure(places):
    sample = drawn(4)
    first, second = (sample.calls.get(order=number) for number in (1, 2))
    for call in (first, second):
        note_call(call, "reached", came=True, satisfied=5, note="她说很好", actor=training_keeper())
    close_account(first.enrolment.user, first.enrolment.user)
    consents.withdraw(second.enrolment.user, "training_to_organiser", subject=second.enrolment)
    first.refresh_from_db()
    assert (first.enrolment, first.note, first.satisfied) == (None, "", 5)
    for call in (first, second):
        with refused("gone"):
            note_call(call, "reached", actor=training_keeper())
    page = signed_in(training_keeper()).get(reverse("training_sample", args=[sample.pk])).content.decode()
    assert page.count("不能再联系") == 2
    assert second.enrolment.phone not in page


def test_names_go_when_they_have_been_kept_long_enough(places, settings):
    sample = drawn(4)
    note_call(sample.calls.get(order=1), "reached", came=True, satisfied=5, note="她说很好", actor=training_keeper())
    for days, left in ((settings.TRAINING_KEEP_DAYS, 4), (settings.TRAINING_KEEP_DAYS + 1, 0)):
        Sample.objects.update(last_day=timezone.localdate() - timedelta(days=days))
        forget_names()
        sample.refresh_from_db()
        assert Call.objects.exclude(enrolment=None).count() == len(sample.population) == left
    assert dict(summary(sample))["打通"] == "1"
    assert {call.note for call in sample.calls.all()} == {""}
