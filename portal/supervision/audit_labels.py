"""How deeds of supervision are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "supervision.rectification_confirmed": _("核实整改"),
    "supervision.assessment_written": _("填写年度服务质量评价"),
    "supervision.assessment_issued": _("出具年度服务质量评价"),
    "supervision.rectification_added": _("新增整改事项"),
    "supervision.rectification_changed": _("修改整改事项"),
    "supervision.rectification_deleted": _("删除整改事项"),
    "supervision.visit_added": _("登记走访"),
    "supervision.visit_changed": _("修改走访"),
    "supervision.visit_deleted": _("删除走访"),
}
