"""Reports of the public about what stands on the site, and the answers of staff."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, REVIEWER, role_rights
from portal.cases.models import Case, CaseReply


@role_rights({DIRECTOR: ("handle_report",), REVIEWER: ("handle_report",)})
class Report(Case):
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

    open_states = frozenset({State.RECEIVED, State.HANDLING, State.ESCALATED})

    url = models.CharField(_("网页"), max_length=500)
    content_type = models.ForeignKey(ContentType, verbose_name=_("类型"), null=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    title = models.CharField(_("内容"), max_length=200, blank=True)
    problem = models.CharField(_("问题"), max_length=10, choices=Problem)
    text = models.TextField(_("说明"), max_length=1000)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED)

    class Meta(Case.Meta):
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        permissions = [("handle_report", _("处理举报"))]


class ReportReply(CaseReply):
    """What staff answered to a report (R-MOD-5)."""

    report = models.ForeignKey(Report, verbose_name=_("举报"), on_delete=models.CASCADE, related_name="replies")

    class Meta(CaseReply.Meta):
        verbose_name = _("举报答复")
        verbose_name_plural = _("举报答复")
