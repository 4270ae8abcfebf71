"""How deeds about settlement are called where people read them; those of states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "settlement.application": _("提交入驻申请"),
    "settlement.paper": _("提交入驻申请材料"),
    "settlement.reviewed": _("登记入驻评审"),
    "settlement.forgotten": _("清除入驻申请的个人信息"),
    "settlement.agreement.made": _("建立入驻协议"),
    "settlement.renewed": _("续签入驻协议"),
    "settlement.deposit_paid": _("登记入驻押金交纳"),
    "settlement.deposit_refunded": _("登记入驻押金退还"),
    "settlement.reported": _("上报年度销售额"),
}
