"""Accounts in the admin: text messages, paper codes, and what staff may do with one person."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.accounts import admin_views


class PermittedMenuItem(MenuItem):
    """Shown to whoever has a permission."""

    def __init__(self, *args, permission: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_permissions")
def account_permissions():
    """Show the rights on people in the screen of groups."""
    names = ("view_personal", "read_outbox", "print_paper_codes", "lock_accounts")
    return Permission.objects.filter(content_type__app_label="accounts", codename__in=names)


@hooks.register("register_account_menu_item")
def password_item(request):
    """Lead to the one page where passwords are changed."""
    return {"url": reverse("account_change_password"), "label": _("修改密码"), "help_text": _("先输入现在的密码，再输入两次新密码。")}


@hooks.register("register_admin_urls")
def account_urls():
    """Add the screens."""
    return [
        path("people/<int:pk>/phone/", admin_views.PersonalView.as_view(), name="account_personal"),
        path("people/<int:pk>/lock/", admin_views.LockView.as_view(), name="account_lock"),
        path("text-messages/", admin_views.OutboxView.as_view(), name="sms_outbox"),
        path("paper-codes/", admin_views.PaperSheetsView.as_view(), name="paper_sheets"),
        path("paper-codes/<int:pk>/cancel/", admin_views.CancelSheetView.as_view(), name="paper_sheet_cancel"),
    ]


@hooks.register("register_settings_menu_item")
def outbox_menu_item():
    """Offer the text messages."""
    return PermittedMenuItem(
        _("短信发件箱"), reverse("sms_outbox"), icon_name="mail", name="sms-outbox", order=640, permission="accounts.read_outbox"
    )


@hooks.register("register_settings_menu_item")
def paper_menu_item():
    """Offer the paper codes."""
    return PermittedMenuItem(
        _("注册码"), reverse("paper_sheets"), icon_name="key", name="paper-codes", order=650, permission="accounts.print_paper_codes"
    )
