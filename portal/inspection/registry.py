"""How rules look at the site: a room registers a way of looking, a rule names it and says how long what it finds may stay (R-SUP-4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.functional import Promise

from portal.workbench.tiles import edit_url


@dataclass(frozen=True)
class Seen:
    """One thing that is not as it should be.

    Attributes:
        key: which thing, the same on every day, such as ``news.newspage:12``.
        title: what it is called.
        url: where in the back office it is looked after.
        note: what is wrong with it, in words.
        since: from which local day the limit of the rule counts; the day on which it is first found where none is given.
    """

    key: str
    title: str
    url: str = ""
    note: str = ""
    since: date | None = None

    @classmethod
    def of(cls, model: type[Model], pk, title: str, note: str = "", since: date | None = None) -> "Seen":
        """Return the same of a page or record; its editor is found without a look at the database."""
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        return cls(f"{model._meta.label_lower}:{pk}", title, edit_url(kind.pk, str(pk)), note, since)


@dataclass(frozen=True)
class Check:
    """A way of looking at the site.

    Attributes:
        code: how rules name it; never changes.
        label: what it looks for.
        find: returns what it finds for a :class:`~portal.inspection.models.Rule`, in a number of statements that no rows change.
        counts_down: what it returns is in order until the limit of the rule is up, and is a finding only shortly before.
        items: what the lines of a rule's ``items`` are, for whoever writes the rule; nothing where it has none.
        needs_items: it finds nothing without them.
    """

    code: str
    label: str | Promise
    find: Callable[[Any], Iterable[Seen]]
    counts_down: bool = False
    items: str | Promise = ""
    needs_items: bool = False


_checks: dict[str, Check] = {}


def register_check(*checks: Check) -> None:
    """Offer ways of looking; called from an app's ``ready``, so asking twice changes nothing."""
    _checks.update({check.code: check for check in checks})


def check_of(code: str) -> Check | None:
    """Return a way of looking; ``None`` for one that this version of the program does not have."""
    return _checks.get(code)


def check_choices() -> list[tuple[str, str | Promise]]:
    """Return all ways of looking for a form."""
    return [(check.code, check.label) for check in sorted(_checks.values(), key=lambda check: check.code)]
