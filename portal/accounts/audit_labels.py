"""How the deeds on accounts are called where people read them."""

from django.utils.translation import gettext_lazy as _

AUDIT_ACTIONS = {
    "accounts.registered": _("注册账号"),
    "accounts.signed_in": _("登录"),
    "accounts.password_changed": _("修改密码"),
    "accounts.password_set_by_staff": _("工作人员重设密码"),
    "accounts.phone_changed": _("更换手机号码"),
    "accounts.second_factor_reset": _("取消双重验证"),
    "accounts.locked": _("停用账号"),
    "accounts.unlocked": _("恢复账号"),
    "accounts.closed": _("注销账号"),
    "accounts.terms_agreed": _("同意新版协议"),
    "accounts.consent_withdrawn": _("撤回同意"),
    "accounts.data_exported": _("下载个人资料"),
    "accounts.data_corrected": _("更正个人资料"),
    "accounts.paper_sheet_printed": _("打印注册码"),
    "accounts.paper_sheet_cancelled": _("作废注册码"),
    "accounts.paper_code_used": _("用注册码注册"),
}
