"""A person's places as a part of what the portal holds about them (PIPL art. 44-47)."""

from collections.abc import Callable
from functools import partial

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Part, as_text, contribute
from portal.enrolment.models import Enrolment
from portal.enrolment.services import forget, of_person


def _nothing_more(_row: Enrolment) -> dict[str, str]:
    return {}


def contribute_enrolments(
    model: type[Enrolment], code: str, *covered: str, facts: Callable[[Enrolment], dict[str, str]] = _nothing_more
) -> None:
    """Add the places of one model; called when its app is ready.

    Args:
        model: the domain's enrolment.
        code: key in the exported file.
        covered: models (``app.Model``) whose rows go with an enrolment.
        facts: returns what they say of one, by label.
    """
    part = Part(code, str(model._meta.verbose_name), partial(_rows, model, facts), partial(forget, model))
    contribute(part, model._meta.label, *covered)


def _rows(model: type[Enrolment], facts: Callable[[Enrolment], dict[str, str]], user) -> list[dict]:
    kind = model._meta.get_field("offer").verbose_name
    return [
        {
            str(kind): str(row.offer),
            str(_("姓名")): row.name,
            str(_("手机号码")): row.phone,
            str(_("状态")): row.get_state_display(),
            str(_("报名时间")): as_text(row.taken_at),
            str(_("取消时间")): as_text(row.cancelled_at),
            **facts(row),
        }
        for row in of_person(model, user)
    ]
