"""The centre's team (R-TGT-7): who works in the back office."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.targets.counters import Entry


def team_entries(_start: date, end: date) -> Iterator[Entry]:
    """Yield the people who work here now and had an account by a day; whoever was here before the first day counts as well."""
    for user in User.objects.working_here().prefetch_related("groups").order_by("date_joined", "pk"):
        day, roles = timezone.localdate(user.date_joined), "、".join(group.name for group in user.groups.all())
        if day <= end:
            yield Entry(
                day, user.get_full_name() or user.get_username(), bool(roles), _("在岗") if roles else _("没有岗位角色"), proof=roles
            )
