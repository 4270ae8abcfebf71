"""How deeds about attendance are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "events.attended": _("登记活动签到"),
    "events.attendance_removed": _("取消活动签到"),
}
