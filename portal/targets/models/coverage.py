"""Reports of the media about the centre's work (宣传报道), what is kept of them, and how they are counted (R-NEWS-2, R-TGT-1)."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.accounts.roles import DIRECTOR, role_rights
from portal.core.encryption import cipher
from portal.core.models import EditorialRecord
from portal.core.moments import day_text
from portal.core.private_files import EncryptedFile
from portal.links.models import is_hidden
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.targets.querysets import MediaReportQuerySet


class Level(models.TextChoices):
    """Of what level the medium is."""

    COUNTY = "county", _("县级")
    CITY = "city", _("市级")
    PROVINCE = "province", _("省级")
    NATION = "nation", _("国家级")


@moderated("news")
class MediaReport(Moderated, EditorialRecord):
    """One report in one medium. The report itself is the medium's: the portal shows where it stands, and keeps a copy as evidence."""

    url_name = "targets:media-report"
    detail_template = "pages/targets/report.html"
    slug_from = "title"
    fields_kept_outside_revisions = ("copy_problem",)

    title = models.CharField(_("报道标题"), max_length=120)
    medium = models.CharField(_("媒体名称"), max_length=60, help_text=_("例如“县融媒体中心”，每次写法要一致。"))
    level = models.CharField(_("媒体级别"), max_length=8, choices=Level)
    published_on = models.DateField(_("刊发日期"))
    link = models.URLField(
        _("原文网址"),
        max_length=500,
        blank=True,
        help_text=_("提交审核后自动保存网页文字和题图，每月检查是否打得开。报纸、电视没有的留空。"),
    )
    author = models.CharField(_("作者"), max_length=60, blank=True, help_text=_("报道上署名的记者或通讯员。"))
    copy_problem = models.CharField(_("自动存档结果"), max_length=200, blank=True, default="", editable=False)

    objects = MediaReportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("宣传报道")
        verbose_name_plural = _("宣传报道")
        ordering = ["-published_on", "-pk"]
        indexes = [
            models.Index(fields=["-published_on", "-id"], name="targets_report_newest"),
            models.Index(fields=["level", "-published_on"], name="targets_report_by_level"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.published_on and self.published_on > timezone.localdate():
            raise ValidationError({"published_on": ValidationError(_("刊发日期不能晚于今天。"), code="future")})

    @property
    def summary(self) -> str:
        """One line for lists and feeds."""
        return "，".join(filter(None, [self.medium, str(self.get_level_display()), day_text(self.published_on), self.author]))

    @property
    def shown_link(self) -> str:
        """Where the report stands; nothing when the link is dead or leads elsewhere."""
        return "" if is_hidden(self.link) else self.link


class SavedCopy(EncryptedFile):
    """A dated copy of a report for inspections; it stays when the link dies, and is never public: the text is the medium's."""

    class Kind(models.TextChoices):
        PAGE = "page", _("网页文字")
        PICTURE = "picture", _("网页题图")
        UPLOAD = "upload", _("上传的截图或扫描件")

    report = models.ForeignKey(MediaReport, verbose_name=_("宣传报道"), on_delete=models.CASCADE, related_name="copies")
    kind = models.CharField(_("内容"), max_length=8, choices=Kind)
    url = models.URLField(_("网址"), max_length=500, blank=True)
    digest = models.CharField(_("校验值（SHA-256）"), max_length=64)
    fingerprint = models.CharField(_("正文特征"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("报道存档")
        verbose_name_plural = _("报道存档")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "digest"], name="targets_copy_once"),
            models.UniqueConstraint(fields=["report", "kind", "url"], condition=~Q(url=""), name="targets_copy_of_page_once"),
        ]

    @classmethod
    def keep_with(cls, report: MediaReport, kind: str, file, *, url: str = "", fingerprint: str = "") -> "SavedCopy":
        """Keep a file with a report, once however often it comes.

        Args:
            file: what has passed the gate (:class:`portal.uploads.gate.CheckedFile`), or what the portal wrote itself.
            url: where it was fetched.
            fingerprint: what the text is known by (:func:`portal.targets.copies.fingerprint_of`).
        """
        digest = sha256(file.content).hexdigest()
        if found := cls.objects.filter(report=report, digest=digest).first():
            return found
        told = {"name": (file.name or "")[:200], "content_type": file.content_type, "fingerprint": fingerprint}
        found, _created = cls.objects.get_or_create(
            report=report,
            **({"kind": kind, "url": url} if url else {"digest": digest}),
            defaults={"kind": kind, "url": url, "digest": digest, "token": cipher().encrypt(file.content), **told},
        )
        return found


@register_setting(icon="doc-full", order=25)
@role_rights({DIRECTOR: ("change",)})
class CoverageRule(BaseGenericSetting):
    """How one report in several media is counted."""

    class Counting(models.TextChoices):
        ONCE = "once", _("同一篇报道只计一次")
        EACH = "each", _("每家媒体各计一次")

    counting = models.CharField(_("同一篇报道"), max_length=4, choices=Counting, default=Counting.ONCE)
    same_days = models.PositiveSmallIntegerField(
        _("算同一篇的天数"), default=30, help_text=_("标题相同或正文相同的报道，相隔不超过这些天的算同一篇。")
    )
    source = models.CharField(_("依据"), max_length=200, blank=True, help_text=_("文件名称和条款，验收时出示。"))

    class Meta:
        verbose_name = _("宣传报道计数规则")
        verbose_name_plural = _("宣传报道计数规则")

    def __str__(self):
        return str(self._meta.verbose_name)
