"""Somebody's own things: a firm with its posts and papers, a person with a résumé and all that it was sent to, and who else there is."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models.people import PHONE_PURPOSE
from portal.acting.services import PLACES
from portal.cases.receipts import receipt
from portal.catalogues.models import ProviderMembership, StationKeeper
from portal.complaints.services import COMPLAINT
from portal.consultation.services import CONSULTATION
from portal.core.encryption import blind_index
from portal.core.models import Consent
from portal.enrolment.services import take
from portal.enterprises.models import HandOver, Invitation, Membership
from portal.moderation.decisions import make_decision
from portal.opinions.services import OPINION
from portal.policy_calls.models import Declaration
from portal.selections.models import Juror
from portal.service_requests.services import REQUEST
from portal.talent.models import EncryptedFile, Job, RelayMessage
from portal.talent.services import applications, jobs
from portal.training.models import Feedback, FollowUp
from tests.factories.acting import act
from tests.factories.catalogues import ProviderFactory, StationFactory
from tests.factories.complaints import paper, solved
from tests.factories.consultation import answered
from tests.factories.cooperation import CallFactory, signed
from tests.factories.enterprises import DiagnosisFactory, EnterpriseFactory, RequestFactory
from tests.factories.events import event, takes_part
from tests.factories.learning import LessonFactory, quiz
from tests.factories.membership import active, applied, applied_as_person, invited
from tests.factories.opinions import adopted
from tests.factories.people import UserFactory, agreed, person
from tests.factories.policy_calls import PolicyCallFactory, declaration
from tests.factories.selections import NominationFactory, SelectionFactory
from tests.factories.service_requests import acted, asked, matched
from tests.factories.settlement import applied as asked_to_settle
from tests.factories.settlement import settled_firm, years_ago
from tests.factories.surveys import SurveyFactory
from tests.factories.talent import job_values, open_job, practice_offer, recommendation, seeker, shown_notice, take_posts
from tests.factories.trade_leads import inquiry, open_lead
from tests.factories.training import CourseFactory, SessionFactory, enrol
from tests.factories.venues import VenueFactory, booking
from tests.guards.addresses import Address


class Belongings:
    """``people`` by role: ``agreed`` owns nothing, ``seeker`` looks for work, ``owner`` acts for the firm, ``stranger`` for another."""

    def __init__(self):
        take_posts()
        self.seeker, self.owner, self.stranger = agreed(seeker()), agreed(UserFactory()), agreed(UserFactory())
        self.people = {"agreed": agreed(UserFactory()), "seeker": self.seeker, "owner": self.owner, "stranger": self.stranger}
        self.firm, other = EnterpriseFactory(verified_at=timezone.now(), settled=True), EnterpriseFactory(verified_at=timezone.now())
        membership = self._joins(self.owner, self.firm)
        self._joins(self.stranger, other)
        self.other = other
        colleague = self._joins(UserFactory(), self.firm, role=Membership.Role.MANAGER)
        self.keys = {**self._of_the_firm(membership, colleague), **self._of_the_seeker()}

    def _joins(self, user, firm, role=Membership.Role.OWNER) -> Membership:
        return Membership.objects.create(user=user, organisation=firm, role=role)

    def _of_the_firm(self, membership: Membership, colleague: Membership) -> dict:
        phone = "13900000001"
        invitation = Invitation.objects.create(
            enterprise=self.firm,
            phone=phone,
            phone_index=blind_index(phone, PHONE_PURPOSE),
            role=Membership.Role.MANAGER,
            expires_at=timezone.now() + timedelta(days=1),
        )
        hand_over = HandOver.objects.create(enterprise=self.firm, giver=colleague, receiver=membership)
        request = RequestFactory(applicant=self.owner)
        request.licence.save("licence.webp", ContentFile(b"a picture"))
        station, provider = StationFactory(), ProviderFactory()
        StationKeeper.objects.create(user=self.owner, organisation=station)
        ProviderMembership.objects.create(user=self.owner, organisation=provider)
        diagnosis = DiagnosisFactory(enterprise=self.firm, issued_at=timezone.now())
        self.acting, self.slip_code = acted(self.owner, station)
        self.slip = act(user=self.owner)
        return {
            "enterprises.pk": self.firm,
            "catalogues:my-station": station,
            "catalogues:my-provider": provider,
            "service_requests:received-request": matched(provider),
            "service_requests:slip-renew": self.acting,
            "acting:slip-renew": self.slip[0],
            "enterprises:request-withdraw": request,
            "enterprises:licence": request,
            "enterprises:my-diagnosis.number": diagnosis,
            "enterprises:invitation-answer.number": invitation,
            "enterprises:invitation-withdraw.number": invitation,
            "enterprises:hand-over-answer.number": hand_over,
            "enterprises.number": colleague,
            "venues:book.slug": VenueFactory(),
            "venues:cancel": booking(who=(self.owner, self.firm), starts_at=15, ends_at=16),
            **self._of_the_training_body(),
            **self._declared(),
            **self._of_members(),
            **self._settled(),
            "surveys:respond.slug": SurveyFactory(),
        }

    def _of_the_training_body(self) -> dict:
        session = SessionFactory(course=CourseFactory(provider=self.firm))
        return {
            "cooperation:course-edit": session.course,
            "cooperation:session-upload.course": session.course,
            **dict.fromkeys((f"cooperation:session-{name}" for name in ("edit", "people", "register", "sheet", "door", "close")), session),
        }

    def _declared(self) -> dict:
        waiting, returned = (declaration(who=(self.owner, self.firm)) for _twice in range(2))
        Declaration.objects.filter(pk=returned.pk).update(state=Declaration.State.INCOMPLETE)
        return {
            "policy_calls:declare.slug": PolicyCallFactory(),
            **dict.fromkeys((f"policy_calls:{name}" for name in ("declaration", "withdraw")), waiting),
            "policy_calls:complete": returned,
            "policy_calls:paper": waiting.papers.get(),
        }

    def _of_members(self) -> dict:
        """Return the firm's membership, the owner's own application, and an invitation of the stranger's firm."""
        membership, case = active(applied((self.owner, self.firm))), applied_as_person(self.owner)
        return {
            **dict.fromkeys((f"membership:{name}" for name in ("member", "leave", "stay", "show", "hide")), membership),
            **dict.fromkeys((f"membership:{name}" for name in ("application", "withdraw")), case),
            "membership:paper": case.papers.get(),
            **dict.fromkeys(("membership:accept", "membership:decline"), invited(self.other)),
        }

    def _settled(self) -> dict:
        case, agreement = asked_to_settle(self.owner), settled_firm(self.firm, starts_on=years_ago(1))
        return {
            **dict.fromkeys((f"settlement:{name}" for name in ("application", "complete", "withdraw")), case),
            "settlement:paper": case.papers.get(),
            **dict.fromkeys(("settlement:agreement", "settlement:sales"), agreement),
        }

    def _of_the_seeker(self) -> dict:
        user = self.seeker
        user.resume.file = EncryptedFile.keep("简历.pdf", "application/pdf", b"%PDF-1.4")
        user.resume.save()
        job, offer = open_job(self.firm, self.owner), practice_offer(self.firm)
        open_to_all = open_job()
        application = applications.apply(job, user)
        place, notice = take(offer, user, name="王一", phone="13800138000"), shown_notice(user)
        message = RelayMessage.objects.create(notice=notice, enterprise=self.firm, sender=self.owner, text="请联系我们。")
        recommended = recommendation(user)
        session = SessionFactory()
        seat = enrol(session, user=user)
        salon = event()
        chair = takes_part(salon, user=user)
        note = user.inbox.create(subject="通知", body="正文")
        things = {
            "apply": open_to_all,
            "practice-apply": offer,
            "practice-people": offer,
            "practice-edit": offer,
            "practice-close": offer,
            "practice-cancel": place,
            "recommendation": recommended,
            "recommendation-refuse": recommended,
            "relayed": message,
            "wanted-reveal": message,
            **dict.fromkeys(("wanted-write", "wanted-edit", "wanted-hide"), notice),
            **dict.fromkeys(("job-edit", "job-renew", "job-end", "received"), job),
            **dict.fromkeys(("my-application", "application-withdraw", "read-application", "application-file"), application),
        }
        consent = Consent.objects.in_force().filter(person=user, object_kind="talent.application").first()
        service_request, _code = asked(user=user)
        self.consultation = consultation = answered(user=user)
        self.opinion = adopted()
        self.complaint = complaint = solved(user=user, files=[paper()])
        own = {
            **{f"consultation:my-{name}": consultation for name in ("consultation", "rate", "further", "withdraw")},
            **{f"complaints:my-{name}": complaint for name in ("complaint", "confirm", "object", "files", "file", "withdraw")},
            **dict.fromkeys(("complaints:file.file", "complaints:my-file.file"), complaint.files.get()),
            **{f"service_requests:my-{name}": service_request for name in ("request", "rate", "withdraw")},
            "my:appeal": self._returned_post(),
            "accounts:message": note,
            "accounts:consent-withdraw": consent,
            "events:cancel": chair,
            "events:accept": chair,
            "events:check-in.slug": salon,
            **dict.fromkeys(("events:enrol.slug", "events:act-for.slug"), salon),
            "training:cancel": seat,
            "training:my-certificate": seat,
            "training:accept": seat,
            "training:feedback": Feedback.objects.create(session=session, enrolment=seat),
            "training:follow-up": FollowUp.objects.create(session=session, enrolment=seat, after_days=30),
            "training:check-in.slug": session,
            **dict.fromkeys(("training:enrol.slug", "training:act-for.slug"), session),
            "learning.slug": LessonFactory(quiz=quiz()[:1]),
            "cooperation:sign-up.slug": CallFactory(),
            "cooperation:sign-up-withdraw": signed(user=user),
            **self._of_selections(),
            **self._of_trade(),
        }
        return {**{f"talent:{name}": thing for name, thing in things.items()}, **own}

    def _of_selections(self) -> dict:
        open_now, judged = SelectionFactory(phase="nominating"), NominationFactory()
        Juror.objects.create(selection=judged.selection, user=self.seeker)
        own = NominationFactory(selection=open_now, user=self.seeker)
        return {
            "selections:nominate.slug": open_now,
            "selections:edit": own,
            "selections:vote": judged,
            "selections:marks": judged.selection,
        }

    def _of_trade(self) -> dict:
        own, other = open_lead(self.seeker), open_lead()
        return {
            **dict.fromkeys((f"trade_leads:{name}" for name in ("edit", "inquiries", "end")), own),
            "trade_leads:inquire": other,
            "trade_leads:mark": inquiry(own),
            "trade_leads:inquiry-withdraw": inquiry(user=self.seeker),
        }

    def _returned_post(self) -> Job:
        job = jobs.post_job(Job(**job_values(self.firm)), self.owner)
        step = Job.objects.get(pk=job.pk).current_workflow_task_state
        make_decision(step, person("reviewer"), "reject", clause="JOB-1", comment="请写明报酬怎么发。")
        return job

    def path(self, address: Address) -> str:
        """Return the real path of an address, about what belongs to somebody."""
        return reverse(address.name, kwargs={name: self._value(address.name, name) for name in address.parameters})

    def _value(self, name: str, parameter: str):
        words = {
            "acting": (PLACES, *self.slip),
            "consultation": (CONSULTATION, self.consultation),
            "complaints": (COMPLAINT, self.complaint),
            "opinions": (OPINION, self.opinion),
        }
        word = receipt(*words.get(name.partition(":")[0], (REQUEST, self.acting.request, self.slip_code)))
        fixed = {"state": "filled", "kind": "job", "step": 1, "token": word}
        of_trade = {"trade_leads:post": {"kind": "offer"}, "trade_leads:end": {"state": "closed"}, "trade_leads:mark": {"state": "agreed"}}
        fixed |= of_trade.get(name, {})
        if parameter in fixed:
            return fixed[parameter]
        room = name.partition(":")[0]
        by_name = [self.keys.get(key) for key in (f"{name}.{parameter}", name if parameter == "pk" else "", f"{room}.{parameter}")]
        found = next(thing for thing in by_name if thing is not None)
        return found.slug if parameter == "slug" else found.pk
