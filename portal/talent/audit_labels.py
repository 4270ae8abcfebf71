"""How deeds of the talent pages are called where people read them, and the text of the digest."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "talent.job.renewed": _("职位续期"),
    "talent.resume.deleted": _("删除简历"),
    "talent.wanted.submitted": _("提交求职信息"),
    "talent.wanted.hidden": _("收起求职信息"),
    "talent.phone.revealed": _("同意告知手机号码"),
}

DIGEST_TEXT = _("您订阅的招聘有 %(count)s 个新职位：%(url)s 退订：%(stop)s")
