"""How deeds about subscriptions are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "subscriptions.stopped": _("停止订阅"),
    # As the talent pages wrote it before subscriptions had a room.
    "talent.digest.stopped": _("停止职位订阅"),
}
