"""How deeds about membership are called where people read them; those of states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "membership.application": _("提交会员申请"),
    "membership.application_forgotten": _("清除会员申请的个人信息"),
    "membership.invited": _("邀请企业成为会员"),
    "membership.invitation_ended": _("谢绝或收回会员邀请"),
    "membership.plaque_returned": _("清退会员交回铭牌"),
    "membership.used": _("登记会员权益使用"),
}
