"""How deeds about selections are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "selections.nominated": _("提交评选提名"),
    "selections.juror": _("指定评委"),
    "selections.juror_removed": _("移出评委"),
    "selections.struck_out": _("剔除评选投票"),
    "selections.published": _("公布评选结果"),
}
