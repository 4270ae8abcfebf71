"""No page of the talent section or of its admin tells a name or a number without a consent; every page meant is really read."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from portal.core.consents import Consent
from portal.enrolment.services import take
from portal.moderation.services import editorial_models
from portal.talent.models import RelayMessage
from portal.talent.services import applications
from tests.factories.people import UserFactory, agreed, person
from tests.factories.talent import TrainingBaseFactory, member, open_job, practice_offer, recommendation, seeker, shown_notice
from tests.guards.addresses import Address, addresses

pytestmark = pytest.mark.usefixtures("job_county")
NAME, PHONE = "李晓梅", "13800138000"
# Read by everybody, and by whoever has agreed to the terms.
PUBLIC = {"job", "jobs", "wanted", "wanted-detail", "recommended", "bases", "base", "practice"}
AGREED = {"post", "search-keep", "apply", "wanted-post", "wanted-write", "practice-offer", "practice-apply", "resume", "resume-step"}
AGREED |= {"my-applications", "my-wanted", "my-jobs"}
OF_THE_FIRM = {"job-edit", "job-renew", "received", "relayed", "practice-edit", "practice-people"}
STAFF = {"list", "edit", "usage", "history"}
MAY_READ = {
    "anonymous": PUBLIC,
    "nobody": PUBLIC,
    "agreed": PUBLIC | AGREED,
    "stranger": PUBLIC | AGREED,
    "employer": PUBLIC | AGREED | OF_THE_FIRM,
    "editor": PUBLIC | AGREED | STAFF,
    "reviewer": PUBLIC | AGREED | STAFF,
    "director": PUBLIC | AGREED | STAFF,
    "superuser": PUBLIC | AGREED | STAFF,
}


@dataclass
class Hidden:
    """Somebody whose name and number are in every kind of record, and the firm that these went to; ``keys`` by name of address."""

    employer: object
    keys: dict[str, object]

    def client(self, role: str) -> Client:
        """Return a browser of somebody in a role; ``stranger`` acts for another firm."""
        client = Client()
        if role in {"employer", "stranger"}:
            client.force_login(agreed(self.employer if role == "employer" else member()[0]))
        elif role == "agreed":
            client.force_login(agreed(UserFactory()))
        elif role != "anonymous":
            client.force_login(person(role))
        return client

    def path(self, address: Address) -> str:
        """Return a real path of an address, about the hidden person where it is about anybody."""
        room, _colon, name = address.name.partition(":")
        key = self.keys.get(name if room == "talent" else room.rpartition("_")[2])
        values = {"slug": getattr(key, "slug", ""), "state": "filled", "kind": "job", "token": "no-token", "step": 1, "template": "x"}
        values |= {"pk": getattr(key, "pk", 0), "revision_id": getattr(key, "latest_revision_id", 0) or 0}
        values |= {"revision_id_a": "earliest", "revision_id_b": "latest", "action_name": "approve", "task_state_id": 0}
        return reverse(address.name, kwargs={name: values.get(name, 0) for name in address.parameters})

    def read(self, client: Client, *names: str) -> dict[str, str]:
        """Return the text of every page that opens, by name of address; of all, or of those named."""
        found = {}
        for address in TALENT:
            if names and address.name not in names:
                continue
            response = client.get(self.path(address))
            if response.status_code == 200:
                body = b"".join(response.streaming_content) if response.streaming else response.content
                found[address.name] = body.decode(errors="ignore")
        return found


_KINDS = {f"talent_{model._meta.model_name}" for model in editorial_models() if model._meta.app_label == "talent"}
TALENT = [
    address
    for address in addresses()
    if address.name.startswith(("talent:", "talent_")) or address.name.partition(":")[0].partition("_")[2] in _KINDS
]


@pytest.fixture
def hidden() -> Hidden:
    """A person who had sent everything everywhere, and taken every consent about name and number back."""
    employer, enterprise = member()
    user = seeker(last_name="", first_name="求职者")
    job, offer = open_job(enterprise, employer), practice_offer(enterprise)
    application = applications.apply(job, user)
    place = take(offer, user, name=NAME, phone=PHONE)
    notice, base = shown_notice(user), TrainingBaseFactory()
    recommended = recommendation(user, publicly=True, first_published_at=timezone.now() - timedelta(days=60))
    message = RelayMessage.objects.create(notice=notice, enterprise=enterprise, sender=employer, text="请联系我们。")
    personal = ("resume_to_employer", "practice_to_employer", "phone_to_employer")
    Consent.objects.filter(text__purpose__in=personal).update(withdrawn_at=timezone.now())
    by_job = dict.fromkeys(("job", "apply", "job-edit", "job-renew", "job-end", "received", "appeal"), job)
    by_notice = dict.fromkeys(("wantednotice", "wanted-detail", "wanted-write", "wanted-edit", "wanted-hide"), notice)
    by_offer = dict.fromkeys(("practiceoffer", "practice", "practice-apply", "practice-people", "practice-edit", "practice-close"), offer)
    by_application = dict.fromkeys(("my-application", "application-withdraw", "read-application", "application-file"), application)
    by_person = dict.fromkeys(("recommendation", "recommended-detail", "recommendation-refuse"), recommended)
    others = {"relayed": message, "wanted-reveal": message, "practice-cancel": place, "base": base, "trainingbase": base}
    return Hidden(employer, {**by_job, **by_notice, **by_offer, **by_application, **by_person, **others})


def leaks(pages: dict[str, str]) -> set[str]:
    """Return the names of pages that tell the name or the number."""
    return {name for name, text in pages.items() if NAME in text or PHONE in text}


@pytest.mark.parametrize("role", MAY_READ)
def test_nobody_reads_a_resume_or_phone_without_a_consent(hidden, role):
    """Every page of the talent section and its admin, as everybody; the pages that a role may open are opened."""
    pages = hidden.read(hidden.client(role))
    assert leaks(pages) == set()
    wanted = {f"talent:{name}" for name in MAY_READ[role] - STAFF}
    wanted |= {f"wagtailsnippets_{kind}:{name}" for kind in _KINDS for name in MAY_READ[role] & STAFF}
    assert wanted - set(pages) == set()
    if role not in {"employer", "superuser"}:
        assert not {f"talent:{name}" for name in OF_THE_FIRM} & set(pages)


def test_with_the_consents_the_firm_reads_them(hidden):
    """The same look finds name and number where they may be: what is tested above is not the test's own blindness."""
    Consent.objects.update(withdrawn_at=None)
    Consent.objects.filter(text__purpose="phone_to_employer").delete()
    found = leaks(hidden.read(hidden.client("employer")))
    assert found == {"talent:read-application", "talent:practice-people"}
    assert leaks(hidden.read(hidden.client("stranger"))) == set()


# Each tells the number of the person the page is about, as a careless edit of the template would.
CARELESS = {
    "pages/talent/received.html": ("employer", "talent:received", "{{ job.applications.first.user.phone }}"),
    "pages/talent/relayed.html": ("employer", "talent:relayed", "{{ message.notice.user.phone }}"),
    "pages/talent/practice_people.html": ("employer", "talent:practice-people", "{{ offer.enrolments.first.phone }}"),
    "pages/talent/my_jobs.html": ("employer", "talent:my-jobs", "{{ rows.0.0.applications.first.user.phone }}"),
    "pages/talent/wanted_detail.html": ("anonymous", "talent:wanted-detail", "{{ record.user.phone }}"),
    "pages/talent/recommended_detail.html": ("agreed", "talent:recommended-detail", "{{ record.user.phone }}"),
}


@pytest.mark.parametrize("template", CARELESS)
def test_a_number_put_on_a_page_is_found(hidden, template):
    role, name, expression = CARELESS[template]
    source = engines["django"].engine.find_template(template)[0].source
    careless = re.sub(r"(\{% block (?:form|detail) %\})", lambda found: found[0] + expression, source, count=1)
    assert careless != source
    loaders = [
        ("django.template.loaders.locmem.Loader", {template: careless}),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    [engine] = settings.TEMPLATES
    changed = {**engine, "APP_DIRS": False, "OPTIONS": {**engine["OPTIONS"], "loaders": loaders}}
    client = hidden.client(role)
    assert leaks(hidden.read(client, name)) == set()
    with override_settings(TEMPLATES=[changed]):
        assert leaks(hidden.read(client, name)) == {name}
