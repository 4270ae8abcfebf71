"""Whom a step of an opinion is told."""

from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.notifications import notice
from portal.opinions.models import Opinion


def tell_director(owner: User, case: Opinion, text: str) -> None:
    """Tell somebody who decides that an opinion waits for them."""
    notice(owner, "opinions/escalated", case, url=reverse("opinion", args=[case.pk]), text=text)
