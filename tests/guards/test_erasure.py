"""Closing an account leaves nothing of the person behind but what the closing page names.

Somebody fills one of everything with marks; after closing, no column of any table, no file and no page has one.
"""

import json
import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.accounts.limits import clear
from portal.accounts.models import TextMessage, User
from portal.accounts.notifications import notify
from portal.accounts.personal_data import parts
from portal.accounts.services import change_phone, lock, register, unlock
from portal.catalogues.models import Provider, ProviderMembership, StationKeeper
from portal.catalogues.services import link_keeper
from portal.complaints.services import object_to
from portal.consultation.services import ask_on
from portal.consultation.services import rate as rate_answer
from portal.cooperation.services.sign_ups import sign_up
from portal.core.access_log import log_view
from portal.core.encryption import EncryptedTextField
from portal.core.withdrawn import mark_of
from portal.enrolment.services import participants, take
from portal.enterprises.models import Membership, VerificationRequest
from portal.enterprises.services import members, verification
from portal.learning.services import note_read
from portal.membership.services.members import leave
from portal.moderation.appeals import appeal
from portal.moderation.decisions import make_decision
from portal.moderation.takedowns import take_down
from portal.my.models import KeptFile, KeptForm
from portal.places.models import Town
from portal.plan.models import Duty
from portal.policy_calls.services import declare, handle
from portal.selections.models import Nomination
from portal.selections.services import nominate, vote
from portal.service_requests.services import rate, report_result
from portal.settlement.services.applications import handle as handle_application
from portal.subscriptions.services import keep_search
from portal.talent.models import Job, Resume, WantedNotice
from portal.talent.sections import JOBS
from portal.talent.services import applications, jobs, notices, resumes
from portal.trade_leads.matching import record_outcome, take_up
from portal.trade_leads.models import TradeLead
from portal.trade_leads.services import inquire, post_lead
from portal.training.answers import answer
from portal.training.models import Feedback, FollowUp
from portal.uploads.gate import CheckedFile
from portal.venues.services import confirm, refuse
from tests.factories.acting import act
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.complaints import paper, solved
from tests.factories.consultation import answered
from tests.factories.cooperation import CallFactory
from tests.factories.enterprises import EnterpriseFactory, RequestFactory
from tests.factories.events import event, offer_of
from tests.factories.learning import LessonFactory
from tests.factories.membership import active, applied, applied_as_person
from tests.factories.people import UserFactory, person
from tests.factories.policy_calls import PolicyCallFactory
from tests.factories.selections import NominationFactory, SelectionFactory
from tests.factories.service_requests import SERVED, acted, asked, taken_on
from tests.factories.settlement import applied as asked_to_settle
from tests.factories.settlement import reviewed
from tests.factories.talent import job_values, open_job, practice_offer, recommendation, shown_notice, take_posts
from tests.factories.trade_leads import inquiry, lead_values, open_lead
from tests.factories.training import SessionFactory, phone_sample
from tests.factories.venues import VenueFactory, booking

NAME, EMAIL, WORDS = "欧阳标记人", "mark.of.person@example.org", "标记壹贰叁"
OLD_PHONE, PHONE = "13987650122", "13987650123"
MARKS = (NAME, EMAIL, WORDS, OLD_PHONE, PHONE)
# What the law keeps of marked words, and the heading under which the closing page says so.
KEPT = {
    "moderation_appeal.text": "审核申诉",
    "moderation_takedown.revision_content": "被撤下的内容",
    "moderation_takedown.text": "被撤下的内容",
}
# Parts of which somebody has no rows even when everything is filled: evidence is not listed by person.
WITHOUT_ROWS = {"takedowns"}

pytestmark = [pytest.mark.django_db]


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile(f"{NAME}.jpg", out.getvalue(), "image/jpeg")


def file_of(name: str) -> CheckedFile:
    return CheckedFile(f"%PDF-1.4 {NAME} {PHONE}".encode(), f"{NAME}{name}.pdf", "application/pdf")


class Life:
    """All that one person has done here: looked for work, learned, acted for a firm, a station and a provider."""

    def __init__(self, client):
        take_posts()
        self.client, self.director, self.reviewer = client, person("director"), person("reviewer")
        self.user = register(NAME, phone=OLD_PHONE, verified=True)
        client.post(reverse("accounts:code"), {"phone": OLD_PHONE})
        change_phone(self.user, PHONE)
        client.force_login(self.user)
        client.post(reverse("accounts:data-correct"), {"name": NAME, "email": EMAIL})
        self.user.refresh_from_db()
        self.ways_in()
        self.firm = EnterpriseFactory(verified_at=timezone.now(), settled=True)
        self.owner = UserFactory(last_name="商", first_name="某")
        Membership.objects.create(user=self.owner, organisation=self.firm, role=Membership.Role.OWNER)
        self.looks_for_work()
        self.is_judged()
        self.learns()
        self.asks_for_services()
        self.acts_for_a_firm()
        self.books_venues()
        self.takes_part_in_selections()
        self.trades()
        self.declares()
        self.joins_the_centre()
        self.wants_to_settle()
        self.keeps_entries()
        self.forms_that_did_not_get_through()
        self.is_looked_after()
        Duty.objects.create(day=timezone.localdate(), staff=self.user, phone=PHONE, note=WORDS)

    def ways_in(self):
        user = self.user
        Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
        SocialAccount.objects.create(user=user, provider="weixin", uid="u", extra_data={"nickname": NAME})
        EmailAddress.objects.create(user=user, email=EMAIL)

    def looks_for_work(self):
        user, town = self.user, Town.objects.first()
        values = {"job_class": "service", "town": town, "about": WORDS}
        resumes.keep_resume(Resume(user=user, name=NAME, phone=PHONE, **values), file_of("简历"))
        employer = EnterpriseFactory(verified_at=timezone.now())
        reader = UserFactory()
        Membership.objects.create(user=reader, organisation=employer, role=Membership.Role.OWNER)
        sent = [applications.apply(open_job(employer, reader, title=title), user) for title in ("客服", "打包")]
        applications.read(sent[0].pk, reader)
        applications.answer(sent[0].pk, reader, "interview", f"{NAME}，请来面试。")
        applications.withdraw(sent[1], user)
        draft = WantedNotice(user=user, title=f"{WORDS}求职", introduction=WORDS, town=town, job_class="service")
        self.notice = notices.publish_notice(draft, user)
        self.approve(self.notice)
        self.notice = WantedNotice.objects.get(pk=self.notice.pk)
        message = notices.write_to(self.notice, employer, reader, "您好，请联系我们。")
        notices.reveal_phone(message, user)
        assert notices.revealed_phone(message, reader) == PHONE
        keep_search(JOBS, user, "", "week", "email")
        self.recommended = recommendation(user, title=f"{WORDS}推荐", introduction=WORDS, reason=WORDS)
        take_down(recommendation(user, title=f"{WORDS}撤下", introduction=WORDS), self.director, "S1-5-7", "不再合适。")

    def is_judged(self):
        """A changed text is sent back with a reason, and the decision appealed against."""
        changed = WantedNotice.objects.get(pk=self.notice.pk)
        changed.introduction = f"{WORDS}，改过。"
        notices.publish_notice(changed, self.user, seen_revision=changed.latest_revision_id)
        state = WantedNotice.objects.get(pk=changed.pk).current_workflow_task_state
        make_decision(state, self.reviewer, "reject", clause="JOB-1", comment="请写得具体一些。")
        appeal(WantedNotice.objects.get(pk=changed.pk), self.user, f"{WORDS}，我不同意。")

    def learns(self):
        for offer in (practice_offer(self.firm), offer_of(event()), SessionFactory()):
            place = take(offer, self.user, name=NAME, phone=PHONE)
            viewer = self.owner if hasattr(offer, "enterprise") else self.director
            participants(offer, viewer)
        Feedback.objects.create(session=place.offer, enrolment=place)
        FollowUp.objects.create(session=place.offer, enrolment=place, after_days=30)
        sample = phone_sample(place)
        sample.calls.update(result="reached", note=WORDS)
        for model, said in ((Feedback, {"content": 5}), (FollowUp, {"shop": "had"})):
            answer(model.objects.get(enrolment=place), self.user, text=WORDS, **said)

    def asks_for_services(self):
        """A request is done by a provider who names the person, another is open, one is somebody else's; joint training is joined."""
        done, keeper = taken_on(name=NAME, phone=PHONE, need=WORDS, wished_time=WORDS, user=self.user)
        done = report_result(done, keeper, f"{NAME}的照片拍好了，已发到{PHONE}。", Decimal(80), **SERVED)
        rate(done, self.user, grade=4, comment=WORDS)
        asked(name=NAME, phone=PHONE, need=WORDS, user=self.user)
        station = StationFactory(town=Town.objects.first())
        StationKeeper.objects.create(user=self.user, organisation=station)
        acted(self.user, station)
        act(user=self.user, station=station)
        answer = answered(user=self.user, name=NAME, phone=PHONE, question=WORDS, text=f"{NAME}您好，已打{PHONE}。")
        ask_on(rate_answer(answer, self.user, grade=2, comment=WORDS), self.user, question=WORDS)
        not_content = solved(user=self.user, name=NAME, phone=PHONE, content=WORDS, on_behalf_of=NAME, files=[paper(f"{NAME}.pdf")])
        object_to(not_content, self.user, text=WORDS)
        call = CallFactory()
        sign_up(call, self.user, side="school", organisation=WORDS, contact=NAME, phone=PHONE, offer=WORDS)
        note_read(LessonFactory(), self.user)

    def acts_for_a_firm(self):
        user, firm, owner = self.user, self.firm, self.owner
        members.answer_invitation(firm, user, members.invite(firm, owner, PHONE, "manager"), accept=True)
        mine = Membership.objects.get(user=user, organisation=firm)
        members.change_role(firm, owner, mine, "recruiter")
        members.offer_hand_over(firm, owner, mine)
        other = EnterpriseFactory()
        Membership.objects.create(user=owner, organisation=other, role=Membership.Role.OWNER)
        members.invite(other, owner, PHONE, "manager")
        posted = jobs.post_job(Job(**job_values(firm)), user)
        self.approve(posted)
        job = Job.objects.get(pk=posted.pk)
        applicant = UserFactory(phone="13800138000")
        Resume.objects.create(user=applicant, name="李晓梅", phone="13800138000", job_class="service", town=Town.objects.first())
        applications.read(applications.apply(job, applicant).pk, user)
        notices.write_to(shown_notice(), firm, user, "请来看看我们的职位。")
        for name in ("一号店", "二号店"):
            request = RequestFactory.build(name=name, town=firm.town, note=f"{NAME}办理", exempt=True, credit_code="")
            request.licence.save(f"{NAME}.jpg", ContentFile(NAME.encode()), save=False)
            verification.submit(request, user)
        verification.refuse(VerificationRequest.objects.get(name="一号店"), self.director, "照片看不清。")

    def books_venues(self):
        for venue in (VenueFactory(), VenueFactory()):
            made = booking(venue, (self.user, self.firm), purpose=WORDS, name=NAME, phone=PHONE)
        confirm(made, self.director)
        refuse(made, self.director, "停电。")

    def takes_part_in_selections(self):
        selection = SelectionFactory(phase="nominating")
        for kind in ("person", "product"):
            draft = Nomination(selection=selection, kind=kind, name=NAME if kind == "person" else WORDS, reason=WORDS)
            self.approve(nominate(draft, self.user))
        vote(NominationFactory(), self.user, "10.0.0.1")

    def declares(self):
        """A declaration of the firm that waits, and one that was handed in."""
        said = {"contact": NAME, "phone": PHONE, "note": WORDS}
        made = [declare(PolicyCallFactory(), self.user, enterprise=self.firm, **said) for _twice in range(2)]
        handle(made[0], "checked", actor=self.director)

    def joins_the_centre(self):
        """A membership of the person's own, whose end was asked for, and an application for a firm."""
        said = {"name": NAME, "phone": PHONE, "business": WORDS, "reasons": WORDS}
        leave(active(applied_as_person(self.user, trade_name=WORDS, listed=True, **said)), self.user, reason=WORDS)
        firm = EnterpriseFactory(verified_at=timezone.now())
        Membership.objects.create(user=self.user, organisation=firm)
        applied((self.user, firm), **said)

    def wants_to_settle(self):
        """An application that the group has spoken about and that was approved, and one that waits."""
        words = ("project", "requirements", "reason", "profile", "experience", "industry_body")
        said = {"name": NAME, "phone": PHONE, "team": [{"post": "店长", "division": "选品", "experience": WORDS}]}
        said |= dict.fromkeys(words, WORDS)
        spoken = reviewed(self.director, self.user, **said)
        spoken.reviews.update(minutes=f"{NAME}说{WORDS}")
        handle_application(spoken, "approved", f"{NAME}您好，同意入驻，会打{PHONE}。", self.director)
        asked_to_settle(self.user, papers=[("概况", file_of("概况"))], **said)

    def trades(self):
        """A supply of the person's own that was answered and dealt, one of the firm's, and an answer to somebody else's."""
        words = {"product": WORDS, "description": WORDS, "place": WORDS}
        own = post_lead(TradeLead(**lead_values(**words)), self.user, show_phone=True)
        self.approve(own)
        post_lead(TradeLead(enterprise=self.firm, **lead_values()), self.user)
        record_outcome(take_up(inquiry(TradeLead.objects.get(pk=own.pk)), self.director), self.director, "dealt", amount=Decimal(80))
        inquire(open_lead(), self.user, contact=NAME, phone=PHONE, text=WORDS)

    def keeps_entries(self):
        station = StationFactory()
        station.save_revision().publish()
        link_keeper(station, PHONE, self.director)
        sent = {"hours": "全天", "address": "村委会", "upload": picture(), "seen_revision": station.latest_revision_id}
        assert self.client.post(station.get_edit_url(), sent).status_code == 302
        ProviderFactory()
        ProviderMembership.objects.create(user=self.user, organisation=Provider.objects.first())

    def forms_that_did_not_get_through(self):
        until = timezone.now() + timedelta(hours=1)
        KeptForm.objects.create(token_digest="d", path="/my/", user=self.user, data=json.dumps({"name": NAME}), expires_at=until)
        kept = KeptFile(token="t", user=self.user, path="/my/", field="file", name=f"{NAME}.pdf", size=1, expires_at=until)
        kept.file.save("x", ContentFile(f"{NAME} {PHONE}".encode()))

    def is_looked_after(self):
        """Staff look, lock, unlock and correct; the portal writes."""
        log_view(self.director, self.user, "phone", self.user, "回访")
        lock(self.user, self.director, "核实身份")
        self.user.refresh_from_db()
        unlock(self.user, self.director, "已核实")
        self.user.refresh_from_db()
        self.client.force_login(person("superuser"))
        values = {"username": self.user.username, "is_active": "on", "first_name": NAME, "email": EMAIL}
        assert self.client.post(reverse("wagtailusers_users:edit", args=[self.user.pk]), values).status_code == 302
        self.client.force_login(self.user)
        notify(self.user, f"{NAME}，您好", f"您的手机号码是 {PHONE}。")

    def approve(self, record):
        type(record).objects.get(pk=record.pk).current_workflow_task_state.approve(user=self.reviewer)


def marked(text: str) -> list[str]:
    """Return the marks in a text, however it was written down."""
    return [mark for mark in MARKS if mark in text or mark.encode("unicode_escape").decode() in text]


def in_tables() -> set[tuple[str, str]]:
    """Return ``table.column`` and mark of whatever a look into the tables finds."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the name of a table
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
                    found |= {(f"{table}.{name}", mark) for mark in marked(text)}
    return found


def in_secrets() -> set[tuple[str, str]]:
    """Return the same of what is encrypted."""
    found = set()
    for model in apps.get_models():
        for field in (field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)):
            for value in model._default_manager.values_list(field.name, flat=True):
                found |= {(f"{model._meta.db_table}.{field.column}", mark) for mark in marked(value or "")}
    return found


def in_files() -> set[tuple[str, str]]:
    """Return the same of files: what they are called, and what is in them."""
    found = set()
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for path in (path for path in Path(root).rglob("*") if path.is_file()):
            text = f"{path.name} {path.read_bytes().decode('utf-8', 'ignore')}"
            found |= {(str(path.relative_to(root)), mark) for mark in marked(text)}
    return found


def everywhere() -> set[tuple[str, str]]:
    return in_tables() | in_secrets() | in_files()


@pytest.fixture
def life(client, new_county, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    with django_capture_on_commit_callbacks(execute=True):
        return Life(client)


def test_nothing_is_left_but_what_the_closing_page_names(client, life, django_capture_on_commit_callbacks):
    empty = {part.code for part in parts() if not part.rows(life.user)}
    assert empty == WITHOUT_ROWS, "fill these in class Life, else nobody knows what becomes of them"
    before = everywhere()
    assert set(MARKS) - {OLD_PHONE} == {mark for _place, mark in before}, "the look finds marks"
    address = life.notice.get_absolute_url()
    stranger = Client()
    assert WORDS in stranger.get(address).content.decode(), "and the page is kept for the next stranger"

    page = client.get(reverse("accounts:data-close")).content.decode()
    clear("sms_number_pause", PHONE)
    client.post(reverse("accounts:data-close"))
    code = re.search(r"\d{6}", TextMessage.objects.order_by("-pk")[0].text).group()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("accounts:close-confirm"), {"code": code, "sure": "on"})["Location"] == reverse("accounts:closed")
    assert User.objects.get(pk=life.user.pk).closed_at

    left = everywhere()
    assert {place for place, _mark in left} <= set(KEPT), left
    for heading in {KEPT[place] for place, _mark in left}:
        assert f"<dt>{heading}</dt>" in page, "the closing page names it"
    assert {mark for _place, mark in left} <= {WORDS}, "kept are words, never who wrote them"
    assert stranger.get(address).status_code == 404
    assert mark_of(address).exists(), "a server in front gives no copy either"
    for shown in ("/talent/wanted/", f"/search/?q={WORDS}", life.recommended.get_absolute_url()):
        assert not marked(stranger.get(shown).content.decode().replace(f'value="{WORDS}"', "").replace(f"“{WORDS}”", "")), shown
