"""How deeds about opinions are called where people read them; those of their states are named by the states."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "opinions.case": _("提交意见"),
    "opinions.case.rated": _("评价意见答复"),
    "opinions.noted_down": _("登记意见簿、意见箱、电话意见"),
    "opinions.forgotten": _("清除意见的个人信息"),
}
