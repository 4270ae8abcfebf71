"""People who sign in."""

import factory
from django.contrib.auth.models import Group
from django.test import Client
from factory.django import DjangoModelFactory

from portal.accounts.models import User
from portal.accounts.roles import CLERK, DIRECTOR, EDITOR, REVIEWER, TALENT
from portal.accounts.services import agree_to_terms

ROLES = {
    "editor": EDITOR.name,
    "reviewer": REVIEWER.name,
    "director": DIRECTOR.name,
    "clerk": CLERK.name,
    "talent": TALENT.name,
}


class UserFactory(DjangoModelFactory):
    """A person without rights."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person-{n}")
    last_name = "王"
    first_name = factory.Sequence(lambda n: f"某{n}")
    email = factory.Sequence(lambda n: f"person-{n}@example.com")


def person(role: str) -> User:
    """Return a new person in a role of ``ROLES``, or a ``superuser``, or ``nobody`` (signed in, no rights)."""
    user = UserFactory(is_superuser=role == "superuser", is_staff=role == "superuser")
    if role not in {"superuser", "nobody"}:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    return user


def agreed(user: User) -> User:
    """Return a person who has agreed to the terms in force; without that, the pages below ``/my/`` lead to the consent page."""
    agree_to_terms(user)
    return user


def signed_in(user: User, **options) -> Client:
    """Return a browser in which somebody has signed in and agreed to the terms; ``options`` are those of Django's client."""
    client = Client(**options)
    client.force_login(agreed(user))
    return client
