"""Files of a case: its sender and staff add them, both read them, and a look of staff is noted. They have passed the gate."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.kinds import C, CaseKind
from portal.cases.models import CaseFile
from portal.core import audit
from portal.core.access_log import log_view
from portal.core.transitions import TransitionError
from portal.uploads.gate import CheckedFile


@transaction.atomic
def keep_files(kind: CaseKind[C], case: C, files: Iterable[CheckedFile], user: User | None, *, from_sender: bool = False) -> C:
    """Keep files with a case, without its sender's name in theirs.

    Args:
        kind: a kind whose files are related as ``files``.
        case: the case.
        files: as the gate let them in.
        user: who sends them; nobody where somebody without an account does.
        from_sender: whether the case's sender does.

    Raises:
        TransitionError: ``files``: nothing was chosen, or the case would have more than ``CASE_MOST_FILES``.
    """
    locked, files = kind.lifecycle.locked(case.pk), list(files)
    if not files:
        raise TransitionError(_("请至少选择一个文件。"), code="files")
    if locked.files.count() + len(files) > settings.CASE_MOST_FILES:
        raise TransitionError(_("每件最多保存%(number)d个文件。") % {"number": settings.CASE_MOST_FILES}, code="files")
    whose = {locked.files.field.name: locked, "by": user, "from_sender": from_sender}
    for file in files:
        locked.files.model.keep(locked.unnamed(file.name or ""), file.content_type, file.content, **whose)
    audit.record(f"{kind.audit}.files", locked, actor=user, after={"files": len(files)})
    return locked


def read_file(case: C, file: CaseFile, viewer: User) -> CaseFile:
    """Return a file for staff, the look noted."""
    log_view(viewer, case.sender, "attachment", case, purpose=file.name)
    return file
