"""How deeds with rules of the self-inspection are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "inspection.added": _("新增自查规则"),
    "inspection.changed": _("修改自查规则"),
}
