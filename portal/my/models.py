"""What is kept of a form between two requests."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField
from portal.core.private_files import PrivateStorage


class SubmissionKey(models.Model):
    """A form that was carried out, so that the same form sent again leads to its result.

    ``key`` is a digest of the form's own key and of everything that was typed: a form that was changed after going back is another one.
    ``sender`` is who was signed in when it was sent, ``session_key`` the session that carrying it out has begun for somebody who was not.
    Of a form that is nameless only the digest is kept.
    """

    key = models.CharField(_("提交编号"), max_length=64, unique=True, editable=False)
    path = models.CharField(_("表单"), max_length=200, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提交人"), null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    session_key = models.CharField(_("会话"), max_length=40, blank=True, editable=False)
    result = models.TextField(_("结果网址"), blank=True, editable=False)
    created_at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("已提交的表单")
        verbose_name_plural = _("已提交的表单")

    def __str__(self):
        return self.path


class KeptForm(models.Model):
    """What was typed into a form that did not get through, encrypted, for whoever carries the token (and, if known, is the user)."""

    token_digest = models.CharField(_("凭据摘要"), max_length=64, unique=True, editable=False)
    path = models.TextField(_("表单"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("用户"), null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    data = EncryptedTextField(_("填写的内容"), editable=False)
    lost_files = models.BooleanField(_("有文件没有保留"), default=False, editable=False)
    expires_at = models.DateTimeField(_("保留至"), db_index=True, editable=False)

    class Meta:
        verbose_name = _("未提交成功的表单")
        verbose_name_plural = _("未提交成功的表单")

    def __str__(self):
        return self.path


def kept_path(_row, _name: str) -> str:
    """Return where the bytes of a kept file lie; nothing of its name gets there."""
    return f"kept/{uuid.uuid4().hex}"


class KeptFile(models.Model):
    """A file that was chosen in a form which came back, encrypted, until the form gets through.

    It belongs to ``user``; while it is not known who that is, to ``form``, and so to the browser that has the form's token. Where a form
    asks for no account, it belongs to neither, and to whoever has the ``token`` that stands in the form that came back. Its bytes go with
    the row (:mod:`portal.my.signals`).
    """

    token = models.CharField(_("凭据"), max_length=43, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("用户"), null=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    form = models.ForeignKey(
        KeptForm, verbose_name=_("未提交成功的表单"), null=True, editable=False, on_delete=models.CASCADE, related_name="files"
    )
    path = models.TextField(_("表单"), editable=False)
    field = models.CharField(_("栏目"), max_length=120, editable=False)
    name = models.CharField(_("文件名"), max_length=200, editable=False)
    size = models.PositiveIntegerField(_("大小"), editable=False)
    content_type = models.CharField(_("类型"), max_length=120, blank=True, editable=False)
    file = models.FileField(_("文件"), storage=PrivateStorage(), upload_to=kept_path, editable=False)
    expires_at = models.DateTimeField(_("保留至"), db_index=True, editable=False)

    class Meta:
        verbose_name = _("已选的文件")
        verbose_name_plural = _("已选的文件")

    def __str__(self):
        return self.name
