"""How deeds with targets are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "targets.added": _("新增工作指标"),
    "targets.changed": _("修改工作指标"),
    "targets.deleted": _("删除工作指标"),
    "targets.entity_added": _("新增网络经营主体"),
    "targets.entity_changed": _("修改网络经营主体"),
    "targets.entity_deleted": _("删除网络经营主体"),
}
