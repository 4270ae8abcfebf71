"""What the enterprises hold about a person (PIPL art. 44-47)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, Part, contribute, exempt, personal_data
from portal.enterprises.models import HandOver, Invitation, Offer, VerificationRequest
from portal.enterprises.services.members import HAND_OVERS
from portal.enterprises.services.verification import REQUESTS, State, forget_papers


def _forget_requests(rows, _owner: str, _user) -> None:
    for row in rows:
        closed = REQUESTS.move(row.pk, State.WITHDRAWN) if row.state == State.SUBMITTED else row
        forget_papers(closed)
        closed.applicant, closed.note = None, ""
        closed.save(update_fields=["applicant", "licence", "note"])


def _invitations(user) -> list[dict]:
    if not user.phone_index:
        return []
    return [
        {str(_("企业")): str(row.enterprise), str(_("身份")): row.get_role_display(), str(_("状态")): row.get_state_display()}
        for row in Invitation.objects.filter(phone_index=user.phone_index)
    ]


def _forget_invitations(user) -> None:
    if user.phone_index and user.phone_verified:
        Invitation.objects.filter(phone_index=user.phone_index).delete()
    for offer in HandOver.objects.filter(receiver__user=user, state=Offer.State.OPEN):
        HAND_OVERS.move(offer.pk, Offer.State.DECLINED, answered_at=timezone.now())


personal_data(
    _("企业核验申请"),
    [
        (_("事项"), str),
        "credit_code",
        "state",
        "reason",
        "submitted_at",
        (_("营业执照照片"), lambda row: _("已保存") if row.licence else _("没有")),
    ],
    owner="applicant",
    erase=Erasure(_forget_requests, _("申请的办理结果保存不少于 3 年（电子商务法第三十一条），执照照片随即删除。")),
    code="enterprise_requests",
)(VerificationRequest)
contribute(Part("enterprise_invitations", _("企业邀请"), _invitations, _forget_invitations), "enterprises.Invitation")
exempt("enterprises.Diagnosis", _("工作人员办事留下的经办记录，不是其个人资料"))
