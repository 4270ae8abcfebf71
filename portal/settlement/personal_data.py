"""What applications hold about a person (PIPL art. 44-47)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.settlement.models import Application
from portal.settlement.services.applications import FORGETTING


def _team(row: Any) -> str:
    return "\n".join(f"{member.post} {member.division} {member.experience}" for member in row.team.all())


def _minutes(row: Any) -> str:
    return "\n".join(review.minutes for review in row.reviews.all() if review.minutes)


personal_data(
    _("入驻申请"),
    [
        *("number", "created_at", "state", "applicant", "enterprise", "project", "name", "contact", "area", "requirements"),
        *("reason", "profile", "experience", "industry_body"),
        (_("团队成员"), _team),
        (_("面谈记录"), _minutes),
    ],
    erase=Erasure(FORGETTING.person, _("入驻申请的办理过程、评审分数和入驻协议保留，不含姓名、电话、所写的内容和材料。")),
    code="settlement_applications",
)(Application)
