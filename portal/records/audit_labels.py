"""How deeds with service records are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "records.recorded": _("登记服务记录"),
    "records.changed": _("补充服务记录"),
    "records.deleted": _("删除服务记录"),
}
