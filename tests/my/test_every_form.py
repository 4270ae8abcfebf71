"""Every form of the public (``public_forms.py``): carried out once, and what was typed is there again, whatever goes wrong.

What an answer changes is not kept: each form is sent on the same things. A form that fails is named, with what it lost.
"""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.enterprises.services.confirming import token_for
from portal.subscriptions.models import SavedSearch
from portal.web.filters import LONG_CHOICES
from tests.guards.belongings import Belongings
from tests.my.drawn_forms import drawn
from tests.my.public_forms import BUTTONS, FORMS, NOTHING_TYPED, OF_ALLAUTH, PASSWORD, Sample, public_addresses
from tests.support.full_disk import nothing_can_be_written

pytestmark = pytest.mark.usefixtures("job_county")

# Never kept, and drawn anew each time.
SECRET = re.compile(r"password|^code$|^once_key$|^form_key$|^kept-")
# They hold no field that may be missing or wrong.
ALWAYS_RIGHT = {
    "selections:marks",
    "selections:vote",
    "acting:place-accept",
    "talent:search-keep",
    "training:search-keep",
    "policy_calls:complete",
    "complaints:files",
    "complaints:my-files",
    "policy_calls:search-keep",
    "settlement:complete",
    "talent:job-renew",
    "enterprises:my-renew",
}
# Signing in twice is two signs of who was there, in the audit log.
REPEATED = {"account_login"}
# There is an offer already; a manager has that role already.
REFUSED = {"enterprises:hand-over-offer", "enterprises:member-role"}
# Staff press this on public pages; it leads to the back office.
OF_STAFF = {"staff-bar.html"}
# It repeats a form with whatever key that had.
SENDS_AGAIN = {"not_saved.html"}
# What forms leave that is no record: sessions, what is kept of forms themselves.
NO_RECORDS = {"sessions", "my"}
# Marked at once; of a visitor without an account nothing is saved.
SAVES_NOTHING = {"learning:quiz"}
# Looking at somebody's papers is noted, also when the page is drawn again.
LOOKS = "core.AccessEntry"


class Forms:
    """The county with somebody's things, in which every form can be reached."""

    def __init__(self):
        self.belongings = Belongings()
        self.addresses = public_addresses()

    @contextmanager
    def reached(self, name: str, sample: Sample, **options):
        """Give a browser at the form, its path and what makes it right; afterwards nothing of it has happened."""
        with transaction.atomic():
            client = Client(**options)
            client.handler.enforce_csrf_checks = False
            if sample.who:
                client.force_login(self.belongings.people[sample.who])
            if sample.before:
                sample.before(client, self.belongings)
            typed = sample.typed(self.belongings) if callable(sample.typed) else sample.typed
            typed = {key: value() if callable(value) else value for key, value in typed.items()}
            client.handler.enforce_csrf_checks = options.get("enforce_csrf_checks", False)
            yield client, self.path(name), typed
            transaction.set_rollback(True)

    def path(self, name: str) -> str:
        """Return the path of a form, about what belongs to somebody."""
        if name in {"enterprises:confirm", "talent:search-stop", "training:search-stop", "policy_calls:search-stop"}:
            return self._by_token(name)
        return self.belongings.path(self.addresses[name])

    def _by_token(self, name: str) -> str:
        if name == "enterprises:confirm":
            return reverse(name, args=[token_for(self.belongings.firm)])
        search, _made = SavedSearch.objects.get_or_create(user=self.belongings.seeker, token="token-of-a-search")
        return reverse(name, args=[search.token])


@pytest.fixture
def forms():
    """The forms, with what they need."""
    return Forms()


def rows() -> dict[str, int]:
    """Return how many rows every table has."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in NO_RECORDS]
    return {model._meta.label: model._base_manager.count() for model in models if model._meta.managed and not model._meta.proxy}


def changed(before: dict[str, int]) -> set[str]:
    """Return the tables that have more or fewer rows than before."""
    return {label for label, count in rows().items() if count != before[label]}


def _plain(value) -> str:
    """Return what a field holds, one choice of several like the choice."""
    only = value[0] if isinstance(value, list) and len(value) == 1 else value
    return str(only).replace("\r\n", "\n")


def lost(sent: dict, again: dict) -> dict:
    """Return what was sent and is not in the form again."""
    plain = {key: value for key, value in sent.items() if not SECRET.search(key) and not hasattr(value, "read")}
    return {key: (value, again.get(key)) for key, value in plain.items() if _plain(again.get(key)) != _plain(value)}


def chosen_files(sent: dict, again) -> set[str]:
    """Return the names of chosen files that the page does not show."""
    names = {value.name for value in sent.values() if hasattr(value, "read")}
    return {name for name in names if f"已选：{name}" not in again.page.get_text()}


def test_every_address_that_takes_a_form_is_here():
    assert set(public_addresses()) == {*FORMS, *NOTHING_TYPED, *BUTTONS, *OF_ALLAUTH}


def test_every_form_of_the_theme_carries_a_key():
    without = []
    for path in Path(settings.THEMES_DIR).rglob("*.html"):
        for form in re.findall(r'<form[^>]*method="post".*?(?=<form|\Z)', path.read_text("utf-8"), re.DOTALL):
            if not re.search(r"{% (once_key|form_key) %}", form) and path.name not in OF_STAFF | SENDS_AGAIN:
                without.append(path.name)
    assert without == []


def faults_of(check, samples) -> dict:
    """Return by name what a check finds wrong; a page without its form is a fault, too."""
    wrong = {}
    for name, sample in samples.items():
        try:
            found = check(name, sample)
        except (LookupError, StopIteration) as error:
            found = repr(error)
        if found:
            wrong[name] = found
    return wrong


def test_a_form_sent_again_counts_once_and_leads_to_its_result(forms):
    """The answer to the first sending was lost with the line: the browser has neither its page nor its cookies."""

    def check(name, sample):
        with forms.reached(name, sample) as (client, path, typed):
            data = {"once_key": "0" * 32, **typed} if name in BUTTONS else {**drawn(client.get(path)).data(), **typed}
            cookies = client.cookies.copy()
            first, before = client.post(path, data), rows()
            for value in typed.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            client.cookies = cookies
            again = client.post(path, data)
            added = changed(before)
            shown = client.get(again["Location"]).status_code if again.status_code == 302 else again.status_code
            led = again.headers.get("Location") == first.headers.get("Location") or first.status_code == 200
            # A refusal by the rules is an answer like any other.
            refused = first.status_code == again.status_code == 409 and name in REFUSED
            right = (not added or name in REPEATED) and led and (shown < 400 or refused)
            return None if right else (added, first, again, shown)

    assert faults_of(check, {**FORMS, **NOTHING_TYPED, **BUTTONS}) == {}


def test_what_was_typed_is_kept_through_an_error_which_is_seen(forms):
    def check(name, sample):
        with forms.reached(name, sample) as (client, path, typed):
            form = drawn(client.get(path))
            sent = {**form.data(), **typed}
            del sent[next(element["name"] for element in form.visible() if element["name"] in typed and needs(element))]
            answer = client.post(path, sent)
            again = drawn(answer)
            found = [lost(sent, again.data()), chosen_files(sent, again), unseen_errors(again), unmarked(again)]
            return any(found) and found

    assert faults_of(check, {name: sample for name, sample in FORMS.items() if name not in ALWAYS_RIGHT}) == {}


def needs(element) -> bool:
    """Return whether a field is marked as required, or is one that another makes so."""
    block = element.find_parent(class_="field")
    return block is not None and "必填" in block.get_text()


def unseen_errors(again) -> list[str]:
    """Return what is wrong with how a page shows its errors: a summary above the form that takes the focus and links to the fields."""
    summary = again.page.select_one("#error-summary")
    if summary is None:
        return ["no summary"]
    links = [link["href"].removeprefix("#") for link in summary.select("a[href^='#']")]
    found = [f"link to {link}" for link in links if not again.page.find(id=link)]
    if not (summary.has_attr("autofocus") and summary.get("tabindex") == "-1" and summary.get("role") == "alert"):
        found.append("takes no focus")
    if (summary.sourceline, summary.sourcepos) > (again.form.sourceline, again.form.sourcepos):
        found.append("below the form")
    return found if links else [*found, "no links"]


def unmarked(again) -> list[str]:
    """Return the fields that say neither that they are required nor that they are optional, and long choices that no script can search."""
    blocks = again.form.select(".field")
    long = [select["name"] for select in again.form.select("select") if len(select.select("option")) > LONG_CHOICES]
    unsearchable = [] if again.form.has_attr("data-filter") and again.page.select_one("script[src*=forms]") else long
    return unsearchable + [block.get_text(" ", strip=True)[:30] for block in blocks if not re.search("必填|选填", block.get_text())]


def test_what_was_typed_is_drawn_again_when_the_token_does_not_fit(forms):
    """No cookie but that of the session comes with it, and none that is set is needed to see it again."""

    def check(name, sample):
        with forms.reached(name, sample, enforce_csrf_checks=True) as (client, path, typed):
            sent = {**drawn(client.get(path)).data(), **typed}
            client.cookies.pop("csrftoken", None)
            before, answer = rows(), client.post(path, sent)
            again = drawn(answer)
            told = answer.status_code == 403 and "还没有提交" in again.page.get_text()
            found = [lost(sent, again.data()), chosen_files(sent, again), changed(before) - {LOOKS}, not told, unmarked(again)]
            return any(found) and found

    assert faults_of(check, FORMS) == {}


def test_what_was_typed_is_there_after_a_session_that_has_ended(forms):
    def check(name, sample):
        with forms.reached(name, sample) as (client, path, typed):
            person = client.session.get("_auth_user_id")
            if not person:
                return None
            sent = {**drawn(client.get(path)).data(), **typed}
            client.session.flush()
            before, answer = rows(), client.post(path, sent)
            made = changed(before) - {"accounts.LimitCounter"}
            led = answer.headers.get("Location", "").startswith("/accounts/login/?next=")
            client.force_login(User.objects.get(pk=person))
            again = drawn(client.get(path))
            found = [lost(sent, again.data()), chosen_files(sent, again), made, not led]
            return any(found) and found

    assert faults_of(check, FORMS) == {}


def test_what_was_typed_is_there_when_nothing_can_be_saved(forms):
    """The database is full, or locked by others for too long: nothing is half done, and the same form can be sent again."""

    def check(name, sample):
        with forms.reached(name, sample, raise_request_exception=False) as (client, path, typed):
            sent = {**drawn(client.get(path)).data(), **typed}
            before = rows()
            with nothing_can_be_written():
                answer = client.post(path, sent)
            again = drawn(answer)
            told = answer.status_code == 503 and answer["Retry-After"] and "没有保存" in again.page.get_text()
            found = [lost(sent, again.data()), changed(before), not told, "tongcheng" in str(again.page) or PASSWORD in str(again.page)]
            return any(found) and found

    assert faults_of(check, {name: sample for name, sample in FORMS.items() if name not in SAVES_NOTHING}) == {}
