"""How the moderation's deeds are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "moderation.approve": _("审核通过"),
    "moderation.reject": _("退回修改"),
    "moderation.refuse": _("不予发布"),
    "moderation.escalate": _("提请主任审定"),
    "moderation.cancel": _("取消审批流程"),
    "moderation.block": _("自动拦截"),
    "moderation.appeal": _("作者申诉"),
    "moderation.take_down": _("撤下内容"),
    "moderation.restore": _("恢复内容"),
    "content.unpublish": _("离开网站（未经撤下）"),
    "content.delete": _("删除内容"),
    "moderation.rule": _("修改审核规则"),
    "moderation.report": _("收到举报"),
    # As it was written before each state had a name of its own.
    "moderation.report.move": _("处理举报"),
    "moderation.reply.blocked": _("拦截不当答复"),
}
