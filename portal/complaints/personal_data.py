"""Complaints as a part of what the portal holds about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.complaints.models import Complaint
from portal.complaints.services import FORGETTING

personal_data(
    _("投诉"),
    [
        *("number", "created_at", "state", "about", "against", "on_behalf_of", "name", "contact", "content", "reason", "wish", "wanted_on"),
        *("department", "grade", "comment"),
        (_("不满意的意见"), lambda row: "\n".join(reply.asked for reply in row.replies.all() if reply.asked)),
        (_("附件"), lambda row: "、".join(row.files.values_list("name", flat=True))),
    ],
    erase=Erasure(
        FORGETTING.person,
        _("投诉的事项、办理过程和评价等级保留，不含姓名、电话、所写的内容和附件。"),
    ),
    code="complaints",
)(Complaint)
