"""What the moderation holds about a person: the appeals; its other rows are about content or the work of staff."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.own_data import Part, contribute, exempt
from portal.moderation.models import Appeal


def _appeals(user) -> list[dict]:
    return [
        {
            str(_("申诉时间")): timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M"),
            str(_("申诉理由")): row.text,
            str(_("结果")): row.get_outcome_display(),
            str(_("复核意见")): row.answer,
        }
        for row in Appeal.objects.filter(by=user)
    ]


def _forget_appellant(user) -> None:
    Appeal.objects.filter(by=user).update(by=None)


contribute(
    Part("appeals", _("审核申诉"), _appeals, _forget_appellant, _("申诉和答复作为审核记录保存不少于 3 年，注销后不再与您关联。")),
    "moderation.Appeal",
)
for _label in ("moderation.Decision", "moderation.ReportReply", "moderation.Screening", "moderation.TakeDown"):
    exempt(_label, _("审核内容时留下的经办记录，不是其个人资料"))
