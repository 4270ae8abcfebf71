"""What happened to a text on its way: screenings, decisions, appeals."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import AUDITOR, DIRECTOR, role_rights
from portal.moderation.models.things import AboutModel


class Verdict(models.TextChoices):
    """What a screening says (the words of :mod:`portal.moderation.screening`)."""

    CLEAN = "clean", _("未命中")
    NOTE = "note", _("提示")
    REVIEW = "review", _("需二次审核")
    BLOCK = "block", _("拦截")


@role_rights({AUDITOR: ("view_governance",), DIRECTOR: ("view_governance",)})
class Screening(AboutModel):
    """One run of the rules over one text, with every hit: where, which term, which clause, why not excused."""

    class Occasion(models.TextChoices):
        SUBMIT = "submit", _("提交审核")
        DRAFT = "draft", _("保存修改")
        RULES = "rules", _("规则变更后复查")
        REPLY = "reply", _("答复用户")

    occasion = models.CharField(_("时机"), max_length=8, choices=Occasion)
    kind = models.CharField(_("内容种类"), max_length=24)
    verdict = models.CharField(_("结论"), max_length=8, choices=Verdict)
    hits = models.JSONField(_("命中"), default=list)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    task_state = models.ForeignKey("wagtailcore.TaskState", null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("作者"), null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("机器筛查")
        verbose_name_plural = _("机器筛查")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        permissions = [("view_governance", _("查看治理数据"))]

    def __str__(self):
        return f"{self.title}：{self.get_verdict_display()}"

    def hit_clauses(self) -> list[str]:
        """Return the codes of the clauses that hits of any kind cite, each once, those that object before those that only note."""
        noted = [hit["clause"] for hit in self.hits if hit["action"] == "note"]
        return list(dict.fromkeys([*self.clauses(), *noted]))

    def clauses(self) -> list[str]:
        """Return the codes of the clauses that hits other than notes cite, each once."""
        return list(dict.fromkeys(hit["clause"] for hit in self.hits if hit["action"] != "note"))


class Decision(AboutModel):
    """What somebody decided about a submitted text; ``by`` is empty for the automatic screening.

    ``reason`` is what the author reads, ``note`` what only the director and the reviewers read.
    """

    class Action(models.TextChoices):
        APPROVE = "approve", _("通过")
        RETURN = "reject", _("退回修改")
        REFUSE = "refuse", _("不予发布")
        ESCALATE = "escalate", _("提请主任审定")
        BLOCK = "block", _("自动拦截")

    action = models.CharField(_("决定"), max_length=8, choices=Action)
    clause = models.CharField(_("依据条款"), max_length=32, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    note = models.TextField(_("给主任的说明"), blank=True)
    checked = models.JSONField(_("已对照条款"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("决定人"), null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("作者"), null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    workflow_state = models.ForeignKey("wagtailcore.WorkflowState", null=True, on_delete=models.SET_NULL, related_name="+")
    task_state = models.OneToOneField("wagtailcore.TaskState", null=True, on_delete=models.SET_NULL, related_name="decision")
    since = models.DateTimeField(_("提交时间"))
    at = models.DateTimeField(_("决定时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("审核决定")
        verbose_name_plural = _("审核决定")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.title}：{self.get_action_display()}"

    @property
    def is_against(self) -> bool:
        """Whether the decision goes against the author, who may then appeal."""
        return self.action in {self.Action.RETURN, self.Action.REFUSE, self.Action.BLOCK}


class Appeal(AboutModel):
    """An author asks somebody else to decide again, once for each submission."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("待复核")
        UPHELD = "upheld", _("维持原决定")
        OVERTURNED = "overturned", _("改变原决定")
        LAPSED = "lapsed", _("作者已修改，转为重新审核")

    decision = models.OneToOneField(Decision, verbose_name=_("原决定"), on_delete=models.PROTECT, related_name="appeal")
    workflow_state = models.ForeignKey("wagtailcore.WorkflowState", null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("申诉理由"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("申诉人"), null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("申诉时间"), auto_now_add=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, default=Outcome.OPEN)
    answer = models.TextField(_("复核意见"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("复核人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = _("申诉")
        verbose_name_plural = _("申诉")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.title}：{self.get_outcome_display()}"
