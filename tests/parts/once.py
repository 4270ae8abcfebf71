"""One form sent four times at once, each by a connection of its own.

Run as a program on a portal as set up; it adds a town and prints what happened as JSON.

Each outcome is how many rows there are, and where the four answers lead.
"""

import json
import sys
import threading

TIMES = 4


def at_once(client_of, path: str, data: dict) -> list[str]:
    """Send a form four times at the same moment; return where the answers lead (``""`` for a page), in order."""
    from django.db import connection

    barrier, answers = threading.Barrier(TIMES), []

    def send(client):
        try:
            connection.ensure_connection()
            barrier.wait(30)
            answer = client.post(path, data)
            answers.append(answer.headers.get("Location", "") if answer.status_code < 400 else str(answer.status_code))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client_of()]) for _time in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return sorted(answers)


def browser():
    """Return a browser of nobody's."""
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def drawn(client, path: str, **typed) -> dict:
    """Return a form as its page has drawn it, filled in."""
    import re

    page = client.get(path).content.decode()
    return {"once_key": re.search(r'name="once_key" value="([0-9a-f]{32})"', page).group(1), **typed}


def _signed_in(user):
    from portal.accounts.services import agree_to_terms

    agree_to_terms(user)

    def signed_in():
        client = browser()
        client.force_login(user)
        return client

    return signed_in


def reports() -> dict:
    """A report of the public."""
    from portal.moderation.models import Report

    typed = drawn(browser(), "/report/", url="/news/", problem="stale", text="电话打不通。")
    answers = at_once(browser, "/report/", typed)
    led = {browser().get(answer).status_code for answer in answers if answer}
    return {"rows": Report.objects.count(), "answers": len(set(answers)), "led": sorted(led)}


def accounts() -> dict:
    """A sign-up: all four browsers are signed in as the one person."""
    from portal.accounts.models import User

    clients = []

    def client_of():
        clients.append(browser())
        return clients[-1]

    before = User.objects.count()
    typed = {"name": "王一", "phone": "13900139000", "password1": "tongcheng-2026x", "password2": "tongcheng-2026x", "agree": "on"}
    answers = at_once(client_of, "/accounts/signup/", drawn(browser(), "/accounts/signup/", **typed))
    inside = [client.get("/my/").status_code for client in clients]
    return {"rows": User.objects.count() - before, "answers": answers, "inside": inside}


def jobs() -> dict:
    """A new post of an enterprise."""
    from portal.talent.models import Job
    from tests.factories.talent import job_values, member

    user, enterprise = member()
    values = {key: value for key, value in job_values(enterprise).items() if key not in {"enterprise", "town", "valid_until"}}
    values |= {"enterprise": enterprise.pk, "town": job_values(enterprise)["town"].pk, "days": 30, "no_fees": "on"}
    values |= {"job_type": "full", "pay_unit": "month", "education": "any", "experience": "any"}
    member_of = _signed_in(user)
    answers = at_once(member_of, "/jobs/post/", drawn(member_of(), "/jobs/post/", **values))
    return {"rows": Job.objects.filter(enterprise=enterprise).count(), "answers": answers}


def notices() -> dict:
    """A job-wanted notice, once with an error first."""
    from portal.places.models import Town
    from portal.talent.models import WantedNotice
    from tests.factories.people import UserFactory

    user = UserFactory()
    seeker = _signed_in(user)
    typed = {"title": "想做客服", "job_class": "service", "job_type": "full", "town": Town.objects.first().pk, "agree": "on"}
    form = drawn(seeker(), "/talent/wanted/post/", **typed, introduction="做过两年。")
    wrong = at_once(seeker, "/talent/wanted/post/", {**form, "title": ""})
    answers = at_once(seeker, "/talent/wanted/post/", form)
    return {"rows": WantedNotice.objects.filter(user=user).count(), "wrong": wrong, "answers": answers}


def main() -> None:
    """Send every form and print the outcomes by name."""
    import django

    django.setup()
    from portal.places.models import Town
    from tests.factories.talent import take_posts

    Town.objects.get_or_create(code="421222100", defaults={"name": "隽水镇"})
    take_posts()
    json.dump({each.__name__: each() for each in (reports, accounts, jobs, notices)}, sys.stdout)


if __name__ == "__main__":
    main()
