"""How deeds of those who act for others are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "acting.place": _("代他人报名"),
    "acting.code_renewed": _("补打代办凭条，更换查询码"),
    "acting.withdrawn": _("凭查询码取消代办的报名"),
    "acting.accepted": _("凭查询码确认代办的名额"),
}
