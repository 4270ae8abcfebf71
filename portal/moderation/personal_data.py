"""What the moderation holds about a person: decisions on what they wrote, and appeals; its other rows are the work of staff."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import ANONYMISE, Part, contribute, exempt, forgotten, personal_data
from portal.moderation.models import Appeal, Decision, Screening

personal_data(
    _("审核申诉"),
    [(_("申诉时间"), "at"), (_("申诉理由"), "text"), (_("结果"), "get_outcome_display"), (_("复核意见"), "answer")],
    owner="by",
    erase=ANONYMISE.keeping(_("申诉和答复作为审核记录保存不少于 3 年，注销后不再与您关联。")),
    code="appeals",
)(Appeal)
personal_data(
    _("审核决定"),
    [(_("时间"), "at"), (_("内容"), "title"), (_("决定"), "get_action_display"), (_("理由"), "reason")],
    owner="author",
    erase=ANONYMISE.keeping(_("审核决定和理由作为审核记录保存不少于 3 年，注销后不再与您关联。")),
    code="decisions",
)(Decision)
contribute(
    Part("takedowns", _("被撤下的内容"), lambda user: [], lambda user: None, _("违法违规内容被撤下时的原文作为证据保存不少于 3 年。")),
    "moderation.TakeDown",
)


def _forget_screenings(row, **_signal) -> None:
    Screening.objects.about(row).delete()


forgotten.connect(_forget_screenings, dispatch_uid="portal.moderation.forget_screenings")
for _label in ("moderation.Report", "moderation.ReportReply", "moderation.Screening"):
    exempt(_label, _("审核内容时留下的经办记录，不是其个人资料"))
