"""How a form of the public is reached and filled in, and the forms of cases; the others stand in ``public_forms.py``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.complaints.models import Complaint
from portal.consultation.models import Consultation
from portal.membership.models import CentreMembership, MemberType
from portal.opinions.models import Opinion
from portal.settlement.models import Application
from tests.guards.belongings import Belongings
from tests.support.made_files import pdf

PHONE = "13900001111"
TEXTS = {"title": "想做打包", "text": "第一行。", "name": "王小芳"}


@dataclass(frozen=True)
class Sample:
    """How one form is reached and filled in: as whom, after which steps, with which answers beside those that it was drawn with."""

    who: str = ""
    typed: dict | Callable[[Belongings], dict] = field(default_factory=dict)
    before: Callable[[Client, Belongings], None] | None = None


def _waits_for_an_answer(_client: Client, _belongings: Belongings) -> None:
    Consultation.objects.update(state=Consultation.State.RECEIVED)


def _opinion_waits(_client: Client, _belongings: Belongings) -> None:
    Opinion.objects.update(state=Opinion.State.RECEIVED)


def _is_solved(_client: Client, _belongings: Belongings) -> None:
    Complaint.objects.update(state=Complaint.State.SOLVED)


def _waits(_client: Client, _belongings: Belongings) -> None:
    Complaint.objects.update(state=Complaint.State.ACCEPTED)


def _paper(_belongings: Belongings) -> dict:
    return {"file1": SimpleUploadedFile("合同.pdf", pdf(), "application/pdf")}


_CONTENT = {"about": "centre", "content": TEXTS["text"], "wish": TEXTS["text"], "phone": PHONE, "name": TEXTS["name"], "agree": "on"}
OPINIONS = {
    "opinions:write": Sample(typed={"nature": "praise", "about": "staff", "content": TEXTS["text"], "phone": PHONE}),
    "opinions:rate": Sample(typed={"grade": "4", "comment": TEXTS["text"]}),
    "opinions:withdraw": Sample(typed={"sure": "on"}, before=_opinion_waits),
}
COMPLAINTS = {
    "complaints:complain": Sample(typed=lambda belongings: {**_CONTENT, **_paper(belongings)}),
    "complaints:confirm": Sample(typed={"grade": "4", "comment": TEXTS["text"]}, before=_is_solved),
    "complaints:files": Sample(typed=_paper, before=_waits),
    "complaints:my-confirm": Sample("seeker", {"grade": "4", "comment": TEXTS["text"]}, _is_solved),
    "complaints:my-files": Sample("seeker", _paper, _waits),
    "complaints:my-object": Sample("seeker", {"text": TEXTS["text"]}, _is_solved),
    "complaints:my-withdraw": Sample("seeker", {"sure": "on"}, _waits),
    "complaints:object": Sample(typed={"text": TEXTS["text"]}, before=_is_solved),
    "complaints:withdraw": Sample(typed={"sure": "on"}, before=_waits),
}


def papers_are_missing(_client: Client, _belongings: Belongings) -> None:
    Application.objects.update(state=Application.State.MISSING)


def _has_applied_for_nothing(_client: Client, _belongings: Belongings) -> None:
    Application.objects.update(state=Application.State.REFUSED)


_APPLIED = {"applicant": "person", "project": "返乡网店", "name": TEXTS["name"], "phone": PHONE, "area": "20"}
SETTLEMENT = {
    "settlement:apply": Sample(
        "owner", {**_APPLIED, "reason": TEXTS["text"], "profile": TEXTS["text"], "agree": "on"}, _has_applied_for_nothing
    ),
    "settlement:sales": Sample("owner", {"year": "1", "amount": "66.5"}),
    "settlement:withdraw": Sample("owner", {"sure": "on"}),
}

CONSULTATIONS = {
    "cases:lookup": Sample(typed={"number": "2611300001", "code": "no-such"}),
    "consultation:ask": Sample(typed={"topic": "law", "question": TEXTS["text"], "phone": PHONE, "name": TEXTS["name"], "agree": "on"}),
    "consultation:further": Sample(typed={"question": TEXTS["text"]}),
    "consultation:my-further": Sample("seeker", {"question": TEXTS["text"]}),
    "consultation:my-rate": Sample("seeker", {"grade": "5", "comment": TEXTS["text"]}),
    "consultation:my-withdraw": Sample("seeker", {"sure": "on"}, _waits_for_an_answer),
    "consultation:rate": Sample(typed={"grade": "4", "comment": TEXTS["text"]}),
    "consultation:withdraw": Sample(typed={"sure": "on"}, before=_waits_for_an_answer),
}


def _wants_to_leave(_client: Client, _belongings: Belongings) -> None:
    CentreMembership.objects.update(state=CentreMembership.State.LEAVING)


def _applies(_belongings: Belongings) -> dict:
    return {"member_type": str(MemberType.objects.get(for_person=True).pk), "trade_name": TEXTS["title"], **_MEMBER}


_MEMBER = {
    "business": TEXTS["title"],
    "relation": "local",
    "name": TEXTS["name"],
    "phone": PHONE,
    "reasons": TEXTS["text"],
    "promise": "on",
    "agree": "on",
}
MEMBERSHIP = {
    "membership:accept": Sample("stranger", _MEMBER),
    "membership:apply": Sample("seeker", _applies),
    "membership:leave": Sample("owner", {"reason": TEXTS["text"], "sure": "on"}),
}
MEMBERSHIP_BUTTONS = {
    "membership:decline": Sample("stranger"),
    "membership:stay": Sample("owner", before=_wants_to_leave),
    **dict.fromkeys((f"membership:{name}" for name in ("hide", "show", "withdraw")), Sample("owner")),
}
CASES = {**CONSULTATIONS, **COMPLAINTS, **OPINIONS}
