"""How deeds about service requests are called where people read them; those of their states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "service_requests.request": _("提交服务申请"),
    "service_requests.rated": _("评价服务"),
    "service_requests.forgotten": _("清除服务申请的个人信息"),
    "service_requests.acted_for": _("代他人提交服务申请"),
    # As it was written before acting had a room.
    "service_requests.code_renewed": _("补打代办凭条，更换查询码"),
}
