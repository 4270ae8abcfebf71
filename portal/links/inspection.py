"""What the self-inspection learns from the nightly check of links (R-SUP-4)."""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import Q
from django.urls import reverse

from portal.core.text import clean_line
from portal.inspection.models import Rule
from portal.inspection.registry import Seen
from portal.links.models import LinkCheck

_BROKEN = (LinkCheck.State.DEAD, LinkCheck.State.REFUSED, LinkCheck.State.MOVED, LinkCheck.State.HIJACKED)


def broken_links(_rule: Rule) -> Iterator[Seen]:
    """Yield the links that did not answer within ``LINK_CHECK_SECONDS``, lead elsewhere or are hidden, from the day of the finding.

    One failure may be the network's: a link that is dead for the first time is left to the next night.
    """
    rows = LinkCheck.objects.filter(state__in=_BROKEN).exclude(Q(state=LinkCheck.State.DEAD) & Q(failures__lt=2) & Q(hidden=False))
    for check in rows.order_by("pk").iterator():
        note = clean_line(f"{check.get_state_display()} {check.reason} {check.where}")
        # An address that goes and comes back is the same link.
        yield Seen(f"link:{sha256(check.url.encode()).hexdigest()}", check.url, reverse("link_check", args=[check.pk]), note)
