"""What the enterprises hold about a person (PIPL art. 44-47)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.own_data import Part, contribute, exempt
from portal.enterprises.models import HandOver, Invitation, Offer, VerificationRequest
from portal.enterprises.services.verification import State, forget_papers


def _local(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _requests(user) -> list[dict]:
    return [
        {
            str(_("事项")): str(row),
            str(_("统一社会信用代码")): row.credit_code,
            str(_("状态")): row.get_state_display(),
            str(_("核验意见")): row.reason,
            str(_("提交时间")): _local(row.submitted_at),
            str(_("营业执照照片")): str(_("已保存")) if row.licence else str(_("没有")),
        }
        for row in VerificationRequest.objects.filter(applicant=user)
    ]


def _forget_requests(user) -> None:
    for row in VerificationRequest.objects.filter(applicant=user):
        forget_papers(row)
        if row.state == State.SUBMITTED:
            row.state = State.WITHDRAWN
        row.applicant = None
        row.save()


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
    HandOver.objects.filter(receiver__user=user, state=Offer.State.OPEN).update(state=Offer.State.DECLINED, answered_at=timezone.now())


contribute(
    Part(
        "enterprise_requests",
        _("企业核验申请"),
        _requests,
        _forget_requests,
        _("申请的办理结果保存不少于 3 年（电子商务法第三十一条），执照照片随即删除。"),
    ),
    "enterprises.VerificationRequest",
)
contribute(Part("enterprise_invitations", _("企业邀请"), _invitations, _forget_invitations), "enterprises.Invitation")
exempt("enterprises.Diagnosis", _("工作人员办事留下的经办记录，不是其个人资料"))
