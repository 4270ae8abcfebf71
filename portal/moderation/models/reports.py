"""Reports of the public about what stands on the site, and the answers of staff."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, REVIEWER, role_rights
from portal.core.encryption import EncryptedTextField


@role_rights({DIRECTOR: ("handle_report",), REVIEWER: ("handle_report",)})
class Report(models.Model):
    """A visitor says that something on the site is wrong; no account needed (R-SUP-1; CAC order 5 art. 16)."""

    class Problem(models.TextChoices):
        ILLEGAL = "illegal", _("违法信息")
        FALSE = "false", _("虚假信息、夸大宣传")
        FRAUD = "fraud", _("诈骗、乱收费")
        INDECENT = "indecent", _("色情低俗、血腥暴力")
        PRIVACY = "privacy", _("泄露个人信息")
        RIGHTS = "rights", _("侵犯我的权利")
        STALE = "stale", _("过时、失效、打不开")
        OTHER = "other", _("其他问题")

    class State(models.TextChoices):
        RECEIVED = "received", _("已收到")
        HANDLING = "handling", _("处理中")
        ESCALATED = "escalated", _("已报中心主任")
        UPHELD = "upheld", _("属实，已处理")
        UNFOUNDED = "unfounded", _("未发现问题")

    number = models.CharField(_("编号"), max_length=20, unique=True)
    code_index = models.CharField(max_length=64, editable=False)
    url = models.CharField(_("网页"), max_length=500)
    content_type = models.ForeignKey(ContentType, verbose_name=_("类型"), null=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    title = models.CharField(_("内容"), max_length=200, blank=True)
    problem = models.CharField(_("问题"), max_length=10, choices=Problem)
    text = models.TextField(_("说明"), max_length=1000)
    contact = EncryptedTextField(_("联系方式"), blank=True)
    address_index = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED, db_index=True)
    created_at = models.DateTimeField(_("举报时间"), auto_now_add=True, db_index=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        ordering = ["created_at", "pk"]
        permissions = [("handle_report", _("处理举报"))]

    def __str__(self):
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether staff still owe the outcome."""
        return self.state in {self.State.RECEIVED, self.State.HANDLING, self.State.ESCALATED}


class ReportReply(models.Model):
    """What staff answered; written once, screened before it is kept (R-MOD-5)."""

    report = models.ForeignKey(Report, verbose_name=_("举报"), on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("答复"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("答复人"), null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("举报答复")
        verbose_name_plural = _("举报答复")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:30]


class ReportNumber(models.Model):
    """The last number given on a day; one row a day, locked while the next number is taken."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.day} {self.last}"
