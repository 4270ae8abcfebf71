"""What the moderation holds about a person: the appeals; its other rows are about content or the work of staff."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import ANONYMISE, exempt, personal_data
from portal.moderation.models import Appeal

personal_data(
    _("审核申诉"),
    [(_("申诉时间"), "at"), (_("申诉理由"), "text"), (_("结果"), "get_outcome_display"), (_("复核意见"), "answer")],
    owner="by",
    erase=ANONYMISE.keeping(_("申诉和答复作为审核记录保存不少于 3 年，注销后不再与您关联。")),
    code="appeals",
)(Appeal)
for _label in ("moderation.Decision", "moderation.Report", "moderation.ReportReply", "moderation.Screening", "moderation.TakeDown"):
    exempt(_label, _("审核内容时留下的经办记录，不是其个人资料"))
