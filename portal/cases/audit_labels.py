"""How the deeds with what all kinds of case share are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "cases.recounted": _("重算办理期限"),
    "cases.day_added": _("新增放假和调休日"),
    "cases.day_changed": _("修改放假和调休日"),
    "cases.day_deleted": _("删除放假和调休日"),
    "cases.limit_added": _("设置办理期限"),
    "cases.limit_changed": _("修改办理期限"),
    "cases.limit_deleted": _("删除办理期限"),
}
