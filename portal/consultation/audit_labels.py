"""How deeds about consultations are called where people read them; those of their states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "consultation.case": _("提交咨询"),
    "consultation.case.rated": _("评价咨询答复"),
    "consultation.case.noted": _("添加咨询内部备注"),
    "consultation.noted_down": _("登记电话、窗口、微信咨询"),
    "consultation.called_back": _("回访咨询人"),
    "consultation.made_public": _("咨询加入问答库"),
    "consultation.forgotten": _("清除咨询的个人信息"),
}
