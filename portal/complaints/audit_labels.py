"""How deeds about complaints are called where people read them; those of their states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "complaints.case": _("提交投诉"),
    "complaints.case.noted": _("添加投诉内部备注"),
    "complaints.case.files": _("添加投诉附件"),
    "complaints.case.urged": _("督促办理投诉"),
    "complaints.case.urging_answered": _("登记督促的回复"),
    "complaints.noted_down": _("登记电话、窗口和转来的投诉"),
    "complaints.called_back": _("回访投诉人"),
    "complaints.forgotten": _("清除投诉的个人信息"),
}
