"""Applications and memberships as parts of what the portal holds about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.membership.models import CentreMembership, MembershipApplication
from portal.membership.services.applications import FORGETTING
from portal.membership.services.members import forget_person

personal_data(
    _("会员申请"),
    [
        *("number", "created_at", "state", "member_type", "enterprise", "name", "contact"),
        *("trade_name", "business", "relation", "reasons", "listed"),
    ],
    erase=Erasure(FORGETTING.person, _("会员申请的编号、类型和办理过程保留，不含联系人、电话、所写的内容和材料。")),
    code="membership_applications",
)(MembershipApplication)
personal_data(
    _("会员资格"),
    ["member_type", "enterprise", "trade_name", "state", "signed_on", "plaque_number", "plaque_issued_on", "listed", "leaving_reason"],
    erase=Erasure(forget_person, _("企业的会员资格属于企业；个人的会员资格结束，只保留类型、铭牌编号和日期。")),
    code="centre_memberships",
)(CentreMembership)
