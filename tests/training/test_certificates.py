"""Results and certificates: who has one, what it says, who can check it, how it is taken back, and how the papers look."""

import re
import sys
from datetime import timedelta
from types import ModuleType

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Message
from portal.accounts.personal_data import export
from portal.core.models import AuditEntry
from portal.enrolment.attendance import note_attendance
from portal.enrolment.services import forget
from portal.training.models import Attendance, Certificate, Enrolment, Session
from portal.training.samples import reachable
from portal.training.services import assess, certify, forget_contacts, revoke
from tests.factories.people import UserFactory, person, signed_in
from tests.factories.training import SessionFactory, enrol, training_keeper
from tests.support.refusals import refused

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def staff():
    """Who keeps training."""
    return training_keeper()


@pytest.fixture
def session(staff):
    """A session that was over yesterday: the first came and passed, the second came and failed, the third never came but passed."""
    made = SessionFactory(quota=3)
    places = [enrol(made, number) for number in (1, 2, 3)]
    yesterday = timezone.localdate() - timedelta(days=1)
    Session.objects.update(starts_on=yesterday, ends_on=yesterday, apply_until=yesterday)
    made.refresh_from_db()
    note_attendance(made, yesterday, [place.pk for place in places[:2]], [], "staff", actor=staff)
    assess(made, {places[0].pk: "passed", places[1].pk: "failed", places[2].pk: "passed"}, actor=staff)
    return made


class _WithoutPango(ModuleType):
    @property
    def HTML(self):
        raise OSError("cannot load library 'libpango-1.0-0'")


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF as its reader copies them, without breaks."""
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_bounded() for page in document))


def test_who_came_and_passed_has_one_once(session, staff):
    assert certify(session, actor=staff) == 1
    assert certify(session, actor=staff) == 0
    certificate = Certificate.objects.get()
    assert certificate.enrolment == session.enrolments.order_by("pk").first()
    assert re.fullmatch(r"PX\d{4}-[2-9A-HJ-NP-Z]{8}", certificate.number)
    assert certificate.number in Message.objects.get(user=certificate.enrolment.user, subject__contains="结业").body
    assert AuditEntry.objects.filter(action="training.certified", actor=staff).count() == 1


def test_none_before_the_end_and_none_by_others(session, staff):
    Session.objects.update(ends_on=timezone.localdate() + timedelta(days=1))
    session.refresh_from_db()
    with refused("early"):
        certify(session, actor=staff)
    with refused("stranger"):
        certify(session, actor=person("editor"))
    with refused("stranger"):
        assess(session, {}, actor=person("reviewer"))


def test_anybody_with_the_number_checks_it_and_reads_no_name(session, staff):
    certify(session, actor=staff)
    certificate = Certificate.objects.get()
    answer = Client().get(certificate.get_check_url())
    page = answer.content.decode()
    assert "真实有效" in page
    assert session.course.name in page
    assert "王*" in page
    assert "王1" not in page
    assert "13800138001" not in page
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex' in page


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "without"])
def test_the_number_is_found_as_people_type_it(session, staff, typed):
    certify(session, actor=staff)
    number = Certificate.objects.get().number
    typed = {"lower": number.lower(), "without": number.replace("-", "")}.get(typed, typed.format(number))
    answer = Client().get("/training/certificates/", {"number": typed}, follow=True)
    assert "真实有效" in answer.content.decode()


def test_an_unknown_number_is_no_certificate():
    assert Client().get("/training/certificates/PX2026-22222222/").status_code == 404
    answer = Client().get("/training/certificates/", {"number": "px2026-2222"}, follow=True)
    assert answer.status_code == 404
    assert "没有这个编号的证书" in answer.content.decode()
    assert 'value="px2026-2222"' in answer.content.decode()
    assert Client().get("/training/certificates/", {"number": "x"}, follow=True).status_code == 404
    assert "查验" in Client().get("/training/certificates/").content.decode()
    assert (
        "请填写" in Client().get("/training/certificates/?number=").content.decode()
        or "必填" in Client().get("/training/certificates/?number=").content.decode()
    )


@pytest.mark.pango
def test_the_certificate_is_a_pdf_with_the_name_and_the_address_of_its_check(session, staff):
    certify(session, actor=staff)
    certificate = Certificate.objects.get()
    path = reverse("training:my-certificate", args=[certificate.enrolment_id])
    answer = signed_in(certificate.enrolment.user).get(path)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    words = text_of(answer.content)
    assert all(text in words for text in ("王1", session.course.name, session.name, "准予结业", certificate.number))
    assert len(pypdfium2.PdfDocument(answer.content)) == 1
    assert signed_in(UserFactory()).get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_who_failed_has_none(session, staff):
    certify(session, actor=staff)
    failed = session.enrolments.order_by("pk")[1]
    assert signed_in(failed.user).get(reverse("training:my-certificate", args=[failed.pk])).status_code == 404
    mine = signed_in(failed.user).get("/my/training/").content.decode()
    assert "不合格" in mine
    assert "结业证书" not in mine


def test_a_revoked_one_says_so_and_is_drawn_no_more(session, staff):
    certify(session, actor=staff)
    certificate = Certificate.objects.get()
    with refused("reason"):
        revoke(certificate, " ", actor=staff)
    with refused("stranger"):
        revoke(certificate, "冒名", actor=person("editor"))
    path = reverse("training_revoke", args=[session.pk, certificate.number])
    client = signed_in(staff)
    assert "必填" in client.post(path, {"reason": ""}).content.decode()
    assert not Certificate.objects.exclude(revoked_at=None).exists()
    client.post(path, {"reason": "代他人上课"})
    with refused("revoked"):
        revoke(certificate, "再撤一次", actor=staff)
    page = Client().get(certificate.get_check_url()).content.decode()
    assert "撤销，现在无效" in page
    assert "代他人上课" not in page
    holder = certificate.enrolment.user
    assert signed_in(holder).get(reverse("training:my-certificate", args=[certificate.enrolment_id])).status_code == 404
    assert "代他人上课" in Message.objects.filter(user=holder).latest("pk").body


def test_a_result_stands_while_there_is_a_certificate(session, staff):
    certify(session, actor=staff)
    certificate = Certificate.objects.get()
    with refused("certified"):
        assess(session, {certificate.enrolment_id: "failed"}, actor=staff)
    revoke(certificate, "登记错误", actor=staff)
    assess(session, {certificate.enrolment_id: "failed"}, actor=staff)
    assert Enrolment.objects.get(pk=certificate.enrolment_id).result == "failed"


def test_staff_assess_and_certify_on_one_screen(staff):
    made = SessionFactory(quota=2)
    place = enrol(made)
    today = timezone.localdate()
    Session.objects.update(starts_on=today, ends_on=today)
    client, path = signed_in(staff), reverse("training_register", args=[made.pk])
    client.post(path, {"how": "staff", f"came-{place.pk}": "on", f"result-{place.pk}": "passed"})
    assert "已颁发 1 张证书" in client.post(path, {"certify": "1"}, follow=True).content.decode()
    assert place.certificate.number in client.get(path).content.decode()
    bad = client.post(path, {"how": "staff", f"result-{place.pk}": "best"})
    assert "没有保存" in bad.content.decode()


def test_of_two_who_note_results_neither_undoes_the_other(session, staff):
    first, _second, third = session.enrolments.order_by("pk")
    client, path = signed_in(staff), reverse("training_register", args=[session.pk])
    # The page of one was drawn before the other noted that the third has failed.
    drawn = {"how": "staff", f"initial-result-{first.pk}": "passed", f"initial-result-{third.pk}": "passed"}
    assert f'name="initial-result-{third.pk}" value="passed"' in client.get(path).content.decode()
    assess(session, {third.pk: "failed"}, actor=staff)
    client.post(path, {**drawn, f"result-{first.pk}": "failed", f"result-{third.pk}": "passed"})
    assert list(session.enrolments.order_by("pk").values_list("result", flat=True)) == ["failed", "failed", "failed"]


def test_where_a_result_is_refused_nobody_is_noted_as_there_either(session, staff):
    first, _second, third = session.enrolments.order_by("pk")
    certify(session, actor=staff)
    client, path = signed_in(staff), reverse("training_register", args=[session.pk])
    sent = {"how": "staff", f"came-{third.pk}": "on", f"initial-result-{first.pk}": "passed", f"result-{first.pk}": "failed"}
    assert "请先撤销证书" in client.post(path, sent, follow=True).content.decode()
    assert not third.attendances.exists()


@pytest.mark.pango
def test_the_sheet_to_sign_names_who_has_a_place_and_no_phone(staff):
    made = SessionFactory(quota=1)
    enrol(made, 1)
    enrol(made, 2)
    words = text_of(signed_in(staff).get(reverse("training_sheet", args=[made.pk])).content)
    assert "王1" in words
    assert "王2" not in words
    assert "1380013" not in words


@pytest.mark.pango
def test_the_notice_at_the_door_has_code_and_square(staff):
    made = SessionFactory()
    Session.objects.update(starts_on=timezone.localdate())
    answer = signed_in(staff).get(reverse("training_door", args=[made.pk]))
    from portal.enrolment.attendance import door_code

    assert door_code(made, timezone.localdate()) in text_of(answer.content)


def test_what_became_of_a_place_is_among_the_persons_data_and_goes_with_it(session, staff):
    certify(session, actor=staff)
    certificate = Certificate.objects.get()
    holder = certificate.enrolment.user
    rows = export(holder)["培训报名" if "培训报名" in export(holder) else "training"]
    assert rows[0]["证书编号"] == certificate.number
    assert rows[0]["考核"] == "合格"
    forget(Enrolment, holder)
    assert not Certificate.objects.exists()
    assert Client().get(certificate.get_check_url()).status_code == 404


def test_without_the_libraries_the_person_is_told_what_to_do(session, staff, monkeypatch):
    certify(session, actor=staff)
    place = Certificate.objects.get().enrolment
    # What WeasyPrint raises when it is loaded without Pango.
    monkeypatch.setitem(sys.modules, "weasyprint", _WithoutPango("weasyprint"))
    answer = signed_in(place.user).get(reverse("training:my-certificate", args=[place.pk]))
    assert answer.status_code == 406
    assert "打印" in answer.content.decode()


def test_long_after_phones_and_names_go_and_what_came_of_the_places_stays(session, staff, settings):
    certify(session, actor=staff)
    for days, kept in ((settings.ENROLMENT_CONTACT_DAYS, 3), (settings.ENROLMENT_CONTACT_DAYS + 1, 0)):
        last = timezone.localdate() - timedelta(days=days)
        Session.objects.update(starts_on=last, ends_on=last)
        forget_contacts()
        assert Enrolment.objects.filter(forgotten_at=None).count() == kept
    # Whoever checks the certificate reads whose it is.
    assert [(row.name, row.phone, row.result) for row in Enrolment.objects.order_by("pk")] == [
        ("王1", "", "passed"),
        ("", "", "failed"),
        ("", "", "passed"),
    ]
    assert (Attendance.objects.count(), Certificate.objects.count()) == (2, 1)
    assert not reachable().exists()
    client = signed_in(staff)
    for name in ("participants", "register", "door_list"):
        assert "已到期清除" in client.get(reverse(f"training_{name}", args=[session.pk])).content.decode()
