"""How deeds with the catalogues are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "catalogues.entry_submitted": _("提交网点或服务商资料"),
    "catalogues.provider.applied_online": _("申请成为服务商"),
    "catalogues.keeper.linked": _("指定资料管理人"),
    "catalogues.keeper.ended": _("取消资料管理人"),
}
