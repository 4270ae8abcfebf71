"""How deeds of the talent pages are called where people read them, and the text of the digest."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "talent.job.draft": _("职位退回经办人"),
    "talent.job.review": _("职位提交审核"),
    "talent.job.open": _("职位开放"),
    "talent.job.filled": _("职位招满"),
    "talent.job.expired": _("职位到期"),
    "talent.job.closed": _("职位关闭"),
    "talent.job.removed": _("职位撤下"),
    "talent.job.renewed": _("职位续期"),
    "talent.application.sent": _("投递简历"),
    "talent.application.viewed": _("查看应聘"),
    "talent.application.interview": _("邀请面试"),
    "talent.application.offer": _("录用"),
    "talent.application.declined": _("婉拒求职者"),
    "talent.application.withdrawn": _("撤回应聘"),
    "talent.resume.deleted": _("删除简历"),
    "talent.wanted.submitted": _("提交求职信息"),
    "talent.wanted.hidden": _("收起求职信息"),
    "talent.phone.revealed": _("同意告知手机号码"),
    "talent.practice.taken": _("报名实训"),
    "talent.practice.given_back": _("取消实训报名"),
    "talent.digest.stopped": _("停止职位订阅"),
}

DIGEST_TEXT = _("您订阅的招聘有 %(count)s 个新职位：%(url)s 退订：%(stop)s")
