"""Consultations as a part of what the portal holds about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.consultation.models import Consultation
from portal.consultation.services import FORGETTING

personal_data(
    _("咨询"),
    [
        *("number", "created_at", "state", "topic", "name", "contact", "question", "department", "grade", "comment"),
        (_("继续咨询"), lambda row: "\n".join(reply.asked for reply in row.replies.all() if reply.asked)),
    ],
    erase=Erasure(
        FORGETTING.person,
        _("咨询的类别、办理过程和评价等级保留，不含姓名、电话和所写的内容。"),
    ),
    code="consultations",
)(Consultation)
