"""Sessions held and persons who came, by level and group (R-STAT-3, R-TRAIN-6). A person counts once for each session."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.moments import years_since
from portal.training.models import PLAIN_GROUPS, SENSITIVE, Audience, Enrolment, Headcount, Level, Session


def count_gone(session: Session, *groups: str) -> None:
    """Count one person whose data are erased; called within the transaction that erases them.

    Args:
        session: where the person was.
        groups: values of ``Headcount.group``.
    """
    for group in groups:
        Headcount.objects.get_or_create(session=session, group=group)
        Headcount.objects.filter(session=session, group=group).update(persons=F("persons") + 1)


def held(year: int):
    """Return the public sessions of a year that are over."""
    return Session.objects.filter(live=True, starts_on__year=year, ends_on__lt=timezone.localdate())


def years() -> list[int]:
    """Return the years of which there may be figures, the newest first."""
    return years_since(Session.objects.order_by("starts_on").values_list("starts_on__year", flat=True).first())


def persons(year: int) -> dict[str, Counter]:
    """Return for each level how many came to the sessions held in a year: under ``place`` all of them, under each group who is of it."""
    sessions = held(year)
    found: dict[str, Counter] = {level: Counter() for level in Level.values}
    places: Any = Enrolment.objects
    rows = places.came().filter(offer__in=sessions).values_list("offer__course__level", "audience", "groups")
    for level, audience, groups in rows.iterator():
        found[level].update([Headcount.PLACE, audience, *filter(None, groups.split(","))])
    gone = Headcount.objects.filter(session__in=sessions).values_list("session__course__level", "group")
    for level, group, number in gone.annotate(Sum("persons")):
        found[level][group] += number
    return found


def table(year: int) -> list[list]:
    """Return the report for staff, heading and total included: a line per level, a column per group.

    Sensitive groups stand beside the others ("其中"): a person may be of several, and of a plain group as well.
    """
    plain, sensitive = [code for code, _label in PLAIN_GROUPS], list(SENSITIVE)
    head = [_("级别"), _("班次"), _("人次"), *(str(label) for _code, label in PLAIN_GROUPS), _("未填写")]
    head += [_("其中：%(group)s") % {"group": Audience(code).label} for code in sensitive]
    sessions = Counter(dict(held(year).order_by().values_list("course__level").annotate(Count("pk"))))
    found = persons(year)
    lines = []
    for level in Level:
        count = found[level]
        unsaid = count[Headcount.PLACE] - sum(count[code] for code in plain)
        lines.append([level.label, sessions[level], count[Headcount.PLACE], *(count[code] for code in plain), unsaid])
        lines[-1] += [count[code] for code in sensitive]
    total = [_("合计"), *(sum(column) for column in zip(*(line[1:] for line in lines), strict=True))]
    return [head, *lines, total]


def public_number(number: int) -> str:
    """Return a number of persons as everybody may read it: fewer than ``TRAINING_SMALL_NUMBER`` are not counted out."""
    least = settings.TRAINING_SMALL_NUMBER
    return str(number) if number == 0 or number >= least else _("少于 %(least)s") % {"least": least}
