"""What declarations hold about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.policy_calls.models import Declaration
from portal.policy_calls.services import forget_person

personal_data(
    _("政策申报"),
    ["call", "enterprise", "contact", "phone", "note", "state", "sent_at"],
    erase=Erasure(forget_person).keeping(_("政策申报属于企业，保留申报和结果，不再与您的账号相连，联系人和电话清除。")),
    code="policy_declarations",
)(Declaration)
