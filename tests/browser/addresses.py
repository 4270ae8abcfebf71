"""One address of every kind of public page, found in the demo county's database."""

from collections.abc import Callable
from functools import partial

from django.urls import reverse
from wagtail.models import Page

from cms.culture.models import CulturePage
from cms.events.models import EventPage
from cms.guides.models import GuidePage, StandardPage
from cms.news.models import JournalIssuePage, NewsColumnPage, NewsPage, StoryPage
from cms.policies.models import PolicyPage
from cms.products.models import BrandPage, ProductPage
from cms.tourism.models import RoutePage, SightPage, TourismProductPage
from portal.cases.receipts import receipt
from portal.catalogues.models import FreeService, Provider, Station, ValueAddedService
from portal.complaints.models import Complaint
from portal.complaints.services import COMPLAINT
from portal.consultation.models import Consultation
from portal.consultation.services import CONSULTATION
from portal.cooperation.models import Call
from portal.enterprises.models import Enterprise
from portal.enterprises.services.confirming import token_for
from portal.learning.models import Lesson
from portal.membership.models import CentreMembership, MembershipApplication
from portal.opinions.models import Opinion
from portal.opinions.services import OPINION
from portal.policy_calls.models import Declaration, PolicyCall
from portal.selections.models import Nomination, Selection
from portal.service_requests.models import ServiceRequest
from portal.service_requests.services import REQUEST
from portal.settlement.models import Agreement, Application
from portal.surveys.models import Survey
from portal.trade_leads.models import TradeLead
from portal.training.models import Certificate, Course, Feedback, FollowUp, Session
from portal.venues.models import Venue
from portal.web.sections import Section, lists, section_of, sections


def _page(rows) -> str:
    """Return the path of the first of ``rows`` that is on the site."""
    page: Page = rows.live().order_by("pk").first()
    return page.get_url_parts()[2]


def _enterprise() -> Enterprise:
    """Return the enterprise that the demo account ``enterprise`` owns."""
    return Enterprise.objects.get(memberships__user__username="enterprise", memberships__left_at=None)


def _in_phase(phase: str) -> Selection:
    """Return the selection of the demo county that is in a phase."""
    return next(row for row in Selection.objects.visible() if row.phase == phase)


# Model -> the richest example among its records.
RICHEST = {
    ValueAddedService: {"price_changes__isnull": False},
    Enterprise: {"licences__isnull": False},
    Session: {"enrolments__state": "waiting"},
    Lesson: {"video_link__gt": ""},
    Selection: {"published_at__isnull": False},
    Nomination: {"place": 1},
    PolicyCall: {"materials__form__isnull": False},
    Survey: {"conclusion__gt": ""},
}


def _answered() -> TradeLead:
    """Return the lead of the demo county's grower that has been answered."""
    return TradeLead.objects.filter(poster__username="farmer").exclude(inquiries=None).first()


def _uploaded() -> Session:
    """Return the session that the body of the demo county has uploaded."""
    return Session.objects.get(course__provider__isnull=False)


def _request(**values) -> ServiceRequest:
    """Return the first request of the demo county of which this is true."""
    return ServiceRequest.objects.filter(**values).order_by("pk").first()


def _agreement() -> Agreement:
    """Return the agreement of the firm of the demo account ``enterprise``."""
    return Agreement.objects.get(enterprise=_enterprise())


def _application() -> Application:
    """Return what the demo account ``farmer`` has applied for; papers are missing."""
    return Application.objects.get(user__username="farmer")


def _consultation(**values) -> Consultation:
    """Return the first consultation of the demo county of which this is true."""
    return Consultation.objects.filter(**values).order_by("pk").first()


def _complaint(**values) -> Complaint:
    """Return the first complaint of the demo county of which this is true."""
    return Complaint.objects.filter(**values).order_by("pk").first()


def _receipt(**values) -> str:
    """Return the word that opens such a request, with a code on it."""
    return receipt(REQUEST, _request(**values), "8F3K7Q")


def _record(section: Section) -> str:
    """Return the path of the first record of a section that is on the site."""
    return section.visible().filter(**RICHEST.get(section.model, {})).order_by("pk").first().get_absolute_url()


# Kind of page -> its path. Where it matters the richest example is chosen: a product with certificates, a service with old prices.
ADDRESSES: dict[str, str | Callable[[], str]] = {
    "home": "/",
    "news index": "/news/",
    "news column": lambda: _page(NewsColumnPage.objects),
    "article": lambda: _page(NewsPage.objects.filter(cover__isnull=False)),
    "stories": "/news/stories/",
    "story": lambda: _page(StoryPage.objects),
    "policies": "/policies/",
    "policy": lambda: _page(PolicyPage.objects.filter(interpretation__isnull=False)),
    "products": "/products/",
    "product": lambda: _page(ProductPage.objects.filter(certificates__isnull=False, producer__isnull=False)),
    "brands": "/brands/",
    "brand": lambda: _page(BrandPage.objects.filter(products__isnull=False)),
    "tourism": "/tourism/",
    "sight": lambda: _page(SightPage.objects),
    "tourism product": lambda: _page(TourismProductPage.objects),
    "route": lambda: _page(RoutePage.objects),
    "culture": "/culture/",
    "culture page": lambda: _page(CulturePage.objects),
    "events": "/events/",
    "event": lambda: _page(EventPage.objects.exclude(result="")),
    "journal": "/journal/",
    "journal issue": lambda: _page(JournalIssuePage.objects),
    "guides": "/guides/",
    "guide": lambda: _page(GuidePage.objects),
    "search": "/search/?q=茶",
    "search without a query": "/search/",
    "search without a hit": "/search/?q=龘靐齉",
    "about": "/about/",
    "about page": lambda: _page(StandardPage.objects.exclude(slug="about")),
    "content rules": "/rules/",
    "report": "/report/?about=/enterprises/",
    "report status": "/report/status/",
    "site map": "/sitemap/",
    "sign in": "/accounts/login/",
    "sign in by code": "/accounts/code/",
    "sign up": "/accounts/signup/",
    "paper code": "/accounts/paper/",
    "forgotten password": "/accounts/password/reset/",
    "terms": "/terms/",
    "privacy": "/privacy/",
    "training survey": "/training/survey/",
    "questionnaire": "/surveys/parcel-service/respond/",
    "service request": lambda: f"/services/request/?about={FreeService.objects.visible().first().get_absolute_url()}",
    "service request's status": "/services/request/status/",
    "service request's page": lambda: reverse("service_requests:receipt", args=[_receipt(user=None)]),
    "question": "/ask/",
    "cases": "/cases/",
    "rules of settling": "/settle/",
    "calculator": "/settle/calculator/?year=2&sales=60",
    "figures of cases": "/cases/figures/",
    "membership": "/membership/",
    "consultation": lambda: reverse("consultation:receipt", args=[receipt(CONSULTATION, _consultation(user=None), "8F3K7Q")]),
    "complaint form": "/complaints/",
    "book of opinions": "/opinions/",
    "opinion": lambda: reverse("opinions:receipt", args=[receipt(OPINION, Opinion.objects.filter(state="adopted").first(), "8F3K7Q")]),
    "complaint": lambda: reverse("complaints:receipt", args=[receipt(COMPLAINT, _complaint(user=None), "8F3K7Q")]),
    "merged complaint": lambda: reverse("complaints:receipt", args=[receipt(COMPLAINT, _complaint(state="merged"))]),
    "slip's status": "/act-for/status/",
    "check of certificates": "/training/certificates/",
    "calendar": "/events/calendar/",
    "certificate": lambda: Certificate.objects.first().get_check_url(),
    "quiz": lambda: f"{_record(section_of(Lesson))}quiz/",
    "not found": "/no-such-page/",
    "nothing matches": "/products/?product_class=industrial&certificate=organic",
    **{f"list of {section.model._meta.model_name}": section.url for section in lists()},
    **{section.model._meta.model_name: partial(_record, section) for section in sections() if section.is_mapped},
}

# Page of somebody signed in -> the demo account that opens it, and its path.
OWN_ADDRESSES: dict[str, tuple[str, str | Callable[[], str]]] = {
    "overview": ("farmer", "/my/"),
    "messages": ("farmer", "/my/messages/"),
    "own data": ("farmer", "/my/data/"),
    "correction": ("farmer", "/my/data/correct/"),
    "new phone": ("farmer", "/my/data/phone/"),
    "new password": ("farmer", "/accounts/password/change/"),
    "closing the account": ("farmer", "/my/data/close/"),
    "résumé": ("farmer", "/my/resume/"),
    "step of the résumé": ("farmer", "/my/resume/step/1/"),
    "applications": ("farmer", "/my/applications/"),
    "own notices": ("farmer", "/my/wanted/"),
    "new notice": ("farmer", "/talent/wanted/post/"),
    "second factor": ("farmer", "/accounts/2fa/"),
    "own enterprises": ("enterprise", "/my/enterprise/"),
    "new enterprise": ("farmer", "/my/enterprise/register/"),
    "own enterprise": ("enterprise", lambda: _enterprise().get_owner_url()),
    "own enterprise's page": ("enterprise", lambda: f"{_enterprise().get_owner_url()}page/"),
    "members": ("enterprise", lambda: f"{_enterprise().get_owner_url()}members/"),
    "new member": ("enterprise", lambda: f"{_enterprise().get_owner_url()}members/invite/"),
    "new papers": ("enterprise", lambda: f"{_enterprise().get_owner_url()}renew/"),
    "diagnosis": ("enterprise", lambda: f"{_enterprise().get_owner_url()}diagnoses/{_enterprise().diagnoses.get().pk}/"),
    "confirmation": ("enterprise", lambda: f"/enterprises/confirm/{token_for(_enterprise())}/"),
    "own jobs": ("enterprise", "/my/jobs/"),
    "new job": ("enterprise", "/jobs/post/"),
    "new practice places": ("enterprise", "/talent/practice/offer/"),
    "own entries": ("keeper", "/my/entries/"),
    "own station": ("keeper", lambda: Station.objects.get(keepers__user__username="keeper").get_edit_url()),
    "own provider": ("provider", lambda: Provider.objects.get(memberships__user__username="provider").get_edit_url()),
    "application of a provider": ("farmer", "/my/entries/apply/"),
    "check-in": (
        "farmer",
        lambda: f"{Session.objects.coming().filter(enrolments__user__username='farmer').first().get_absolute_url()}check-in/",
    ),
    "own requests": ("farmer", "/my/requests/"),
    "own request": ("farmer", lambda: _request(user__username="farmer", state="done").get_owner_url()),
    "grade of a request": ("farmer", lambda: f"{_request(user__username='farmer', state='done').get_owner_url()}rate/"),
    "withdrawal of a request": ("farmer", lambda: f"{_request(user__username='farmer', state='done').get_owner_url()}withdraw/"),
    "own consultations": ("farmer", "/my/consultations/"),
    "own consultation": ("farmer", lambda: _consultation(user__username="farmer").get_owner_url()),
    "asking further": ("farmer", lambda: f"{_consultation(user__username='farmer', state='answered').get_owner_url()}further/"),
    "own complaints": ("farmer", "/my/complaints/"),
    "own complaint": ("farmer", lambda: _complaint(user__username="farmer", state="solved").get_owner_url()),
    "confirming a result": ("farmer", lambda: f"{_complaint(user__username='farmer', state='solved').get_owner_url()}confirm/"),
    "objecting to a result": ("farmer", lambda: f"{_complaint(user__username='farmer', state='solved').get_owner_url()}object/"),
    "more files": ("farmer", lambda: f"{_complaint(user__username='farmer', state='reopened').get_owner_url()}files/"),
    "application to settle": ("enterprise", "/settle/apply/"),
    "own settlement": ("enterprise", "/my/settlement/"),
    "own agreement": ("enterprise", lambda: _agreement().get_owner_url()),
    "sales of a year": ("enterprise", lambda: f"{_agreement().get_owner_url()}sales/"),
    "own application to settle": ("farmer", lambda: _application().get_owner_url()),
    "papers to settle": ("farmer", lambda: f"{_application().get_owner_url()}papers/"),
    "withdrawal of an application": ("farmer", lambda: f"{_application().get_owner_url()}withdraw/"),
    "received requests": ("provider", "/my/entries/requests/"),
    "received request": ("provider", lambda: f"/my/entries/requests/{_request(state='matched').pk}/"),
    "acting for others": ("keeper", "/act-for/"),
    "new acting for others": ("keeper", "/act-for/new/"),
    "slip": ("keeper", lambda: reverse("service_requests:slip", args=[_receipt(acting__actor__username="keeper")])),
    "places for others": ("keeper", lambda: f"{Session.objects.coming().first().get_absolute_url()}act-for/"),
    "own training": ("farmer", "/my/training/"),
    "own selections": ("farmer", "/my/selections/"),
    "new nomination": ("farmer", lambda: f"{_in_phase('nominating').get_absolute_url()}nominate/"),
    "vote": ("farmer", lambda: f"{Nomination.objects.filter(selection=_in_phase('voting')).first().get_absolute_url()}vote/"),
    "own bookings": ("enterprise", "/my/bookings/"),
    "new booking": ("enterprise", lambda: f"{Venue.objects.visible().first().get_absolute_url()}book/"),
    "own courses": ("enterprise", "/my/courses/"),
    "new course": ("enterprise", "/my/courses/upload/"),
    "new session": ("enterprise", lambda: f"/my/courses/{Course.objects.get(provider__isnull=False).pk}/sessions/"),
    "participants of a session": ("enterprise", lambda: f"/my/courses/sessions/{_uploaded().pk}/people/"),
    "own sign-ups": ("provider", "/my/cooperation/"),
    "own membership": ("farmer", "/my/membership/"),
    "member": ("enterprise", lambda: CentreMembership.objects.get(enterprise__isnull=False).get_owner_url()),
    "leaving the centre": ("enterprise", lambda: f"{CentreMembership.objects.get(enterprise__isnull=False).get_owner_url()}leave/"),
    "application for membership": ("claimant", lambda: MembershipApplication.objects.get(user__username="claimant").get_owner_url()),
    "new application for membership": ("farmer", "/membership/apply/"),
    "own declarations": ("enterprise", "/my/declarations/"),
    "own declaration": ("enterprise", lambda: f"/my/declarations/{Declaration.objects.get().pk}/"),
    "missing papers": ("enterprise", lambda: f"/my/declarations/{Declaration.objects.get().pk}/papers/"),
    "new declaration": ("enterprise", lambda: f"{PolicyCall.objects.open().first().get_absolute_url()}declare/"),
    "own supply and demand": ("farmer", "/my/supply-demand/"),
    "new supply": ("farmer", "/supply-demand/post/offer/"),
    "inquiries": ("farmer", lambda: f"/my/supply-demand/{_answered().pk}/inquiries/"),
    "inquiry": ("farmer", lambda: f"{TradeLead.objects.visible().get(kind='demand', poster=None).get_absolute_url()}inquire/"),
    "sign-up": ("farmer", lambda: f"{Call.objects.visible().first().get_absolute_url()}join/"),
    "feedback": ("farmer", lambda: Feedback.objects.open().get(enrolment__user__username="farmer").get_owner_url()),
    "follow-up": ("farmer", lambda: FollowUp.objects.open().get(enrolment__user__username="farmer").get_owner_url()),
    "own events": ("farmer", "/my/events/"),
    "enrolment": ("farmer", lambda: f"{Session.objects.coming().first().get_absolute_url()}enrol/"),
}


def address(kind: str) -> str:
    """Return the path of the page of a kind named in :data:`ADDRESSES`."""
    return _path(ADDRESSES[kind])


def own_address(kind: str) -> tuple[str, str]:
    """Return the account that opens a page named in :data:`OWN_ADDRESSES`, and its path."""
    username, path = OWN_ADDRESSES[kind]
    return username, _path(path)


def _path(path: str | Callable[[], str]) -> str:
    return path if isinstance(path, str) else path()
