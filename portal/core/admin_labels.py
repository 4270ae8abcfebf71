"""Chinese labels for the few fields and columns of Wagtail's admin whose names are written in English outside its catalogue.

Wagtail makes these labels from attribute names ("link_text" reads "Link text"), so no translation can reach them. A label that is set is
used as it stands. A test of the whole admin tells when Wagtail brings more of them.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers, workflows
from wagtail.admin.forms.auth import LoginForm
from wagtail.sites.views import IndexView as SiteIndexView
from wagtail.users.forms import PagePermissionsForm

_FIELDS = {
    LoginForm: {"password": _("密码")},
    choosers.ExternalLinkChooserForm: {"link_text": _("链接文字")},
    choosers.AnchorLinkChooserForm: {"url": _("锚点名称"), "link_text": _("链接文字")},
    choosers.EmailLinkChooserForm: {
        "email_address": _("电子邮箱地址"),
        "link_text": _("链接文字"),
        "subject": _("邮件主题"),
        "body": _("邮件正文"),
    },
    choosers.PhoneLinkChooserForm: {"phone_number": _("电话号码"), "link_text": _("链接文字")},
    PagePermissionsForm: {"page": _("页面"), "permissions": _("权限")},
    workflows.WorkflowPageForm: {"page": _("页面")},
    workflows.WorkflowContentTypeForm: {"content_types": _("资料类型")},
}
_SITE_COLUMNS = {"port": _("端口"), "site_name": _("站点名称"), "root_page": _("首页")}


def label_in_chinese() -> None:
    """Set the labels on Wagtail's form and view classes; may be called more than once."""
    for form, labels in _FIELDS.items():
        for name, label in labels.items():
            form.base_fields[name].label = label
    for column in SiteIndexView.columns:
        if column.name in _SITE_COLUMNS:
            column.label = _SITE_COLUMNS[column.name]
