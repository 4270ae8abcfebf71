"""Complaints in their states."""

from portal.accounts.models import User
from portal.cases.receipts import receipt
from portal.complaints.models import Complaint
from portal.complaints.services import COMPLAINT, complain, handle, object_to
from portal.uploads.gate import CheckedFile
from tests.factories.people import person

SAID = {
    "about": "provider",
    "content": "约好上门拍照，三次都没来。",
    "reason": "合同写明五天内完成。",
    "wish": "尽快拍完，退一半的钱。",
    "phone": "13900006666",
    "name": "罗大山",
}


def paper(name: str = "合同.pdf") -> CheckedFile:
    """Return a file as the gate lets it in."""
    return CheckedFile(b"%PDF-1.4", name, "application/pdf")


def complained(**values) -> tuple[Complaint, str]:
    """Return a complaint that has just come, with its code."""
    return complain(**{"address": "192.0.2.7", **SAID, **values})


def accepted(staff: User | None = None, **values) -> Complaint:
    """Return one that has been accepted."""
    return handle(complained(**values)[0], "accepted", "已受理，正在核实。", staff or person("director"))


def solved(staff: User | None = None, text: str = "已约好明天上门。", **values) -> Complaint:
    """Return one that was solved at once."""
    staff = staff or person("director")
    return handle(accepted(staff, **values), "solved", text, staff)


def complaint_samples() -> dict:
    """Return values for the addresses of complaints; nothing of it belongs to one of the roles of the table."""
    case, code = complained(files=[paper()])
    word, file = receipt(COMPLAINT, case, code), case.files.get()
    done = object_to(solved(), None, text="没有来。")
    names = ("receipt", "confirm", "object", "files", "file", "withdraw")
    return {
        **{f"complaints:{name}.token": word for name in names},
        **{f"complaints:my-{name}.pk": done.pk for name in ("complaint", "confirm", "object", "files", "file", "withdraw")},
        **{f"{name}.file": file.pk for name in ("complaints:file", "complaints:my-file", "complaint_file")},
        **dict.fromkeys(("complaint.pk", "complaint_file.pk", "complaint_paper.pk"), case.pk),
    }
