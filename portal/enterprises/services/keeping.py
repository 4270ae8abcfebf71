"""An enterprise keeps its own page: every edit is a revision on its way through the review, while the old text stays public (R-ENT-3)."""

from dataclasses import replace

from django.utils.translation import gettext as _

from portal.enterprises.models import Enterprise
from portal.moderation.status import TextStatus, text_status


def page_status(enterprise: Enterprise, user) -> TextStatus:
    """Return where the newest text of a page stands, as one member sees it; a listed enterprise may have none yet."""
    if enterprise.latest_revision_id is None:
        return TextStatus("empty", _("还没有填写主页"))
    status = text_status(enterprise, user)
    labels = {"waiting": _("修改正在审核"), "draft": _("有未提交的修改")}
    return replace(status, label=labels.get(status.code, status.label))
