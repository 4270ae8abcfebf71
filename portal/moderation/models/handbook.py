"""The centre's own handbook for editors (《网络编辑规范》)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.accounts.roles import DIRECTOR, role_rights


@register_setting(icon="doc-full", order=20)
@role_rights({DIRECTOR: ("change",)})
class EditingHandbook(BaseGenericSetting):
    """The document that staff read; the public gets it only if something else on the site shows it."""

    # Documents of settings are public unless the setting says so (portal.media.visibility).
    staff_only = True

    document = models.ForeignKey(
        "media.CustomDocument",
        verbose_name=_("文件"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("《网络编辑规范》，PDF 或 Word。只有工作人员能打开，管理首页和帮助菜单里有链接。"),
    )

    class Meta:
        verbose_name = _("网络编辑规范")
        verbose_name_plural = _("网络编辑规范")

    def __str__(self):
        return str(_("网络编辑规范"))
