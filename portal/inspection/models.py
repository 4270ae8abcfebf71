"""The rules of the self-inspection, and what they have found; never public (R-SUP-4)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import AUDITOR, DIRECTOR, ROLES, role_rights
from portal.inspection.registry import Check, check_choices, check_of

# Who keeps the logs of others' deeds has no share in what they do.
_STAFF = [role for role in ROLES if role not in {AUDITOR, DIRECTOR}]


@role_rights({DIRECTOR: ("add", "change", "view")})
class Rule(models.Model):
    """One thing that is looked at every day, with the clause that asks for it. Never deleted: its findings are the history."""

    class Severity(models.TextChoices):
        VETO = "veto", _("单项否决")
        DEDUCT = "deduct", _("扣分")

    code = models.SlugField(_("代码"), max_length=40, unique=True, null=True, editable=False)  # noqa: DJ001 - a centre's own have none
    name = models.CharField(_("规则名称"), max_length=60, unique=True)
    method = models.CharField(_("检查方式"), max_length=40, choices=check_choices)
    items = models.TextField(_("检查范围"), blank=True, max_length=4000, help_text=_("每行一个，写什么见检查方式；空着表示全部。"))
    document = models.CharField(_("依据文件"), max_length=120)
    clause = models.CharField(_("条款"), max_length=200, blank=True)
    severity = models.CharField(_("性质"), max_length=8, choices=Severity, default=Severity.DEDUCT)
    threshold = models.PositiveSmallIntegerField(
        _("超期几处算不合格"), default=1, validators=[MinValueValidator(1)], help_text=_("例如检查指标写“5 个以上栏目”的填 5。")
    )
    limit_days = models.PositiveSmallIntegerField(
        _("期限（天）"), help_text=_("更新类规则从最近一次更新算起，其他规则从发现那天算起；最后一天结束前有效。")
    )
    warn_days = models.PositiveSmallIntegerField(_("提前提醒天数"), default=3)
    owner = models.ForeignKey("auth.Group", verbose_name=_("责任岗位"), on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(_("启用"), default=True)
    order = models.PositiveSmallIntegerField(_("排序"), default=100)
    checked_at = models.DateTimeField(_("最近检查"), null=True, editable=False)
    error = models.CharField(_("检查没有完成的原因"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("自查规则")
        verbose_name_plural = _("自查规则")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        check = check_of(self.method)
        if check and check.needs_items and not self.lines:
            message = _("这种检查方式要在检查范围里填写：%(items)s") % {"items": check.items}
            raise ValidationError({"items": ValidationError(message, code="items")})

    @property
    def source(self) -> str:
        """The document and its clause."""
        return " ".join(filter(None, [self.document, self.clause]))

    @property
    def lines(self) -> list[str]:
        """The lines of ``items``."""
        return [line.strip() for line in self.items.splitlines() if line.strip()]

    @property
    def way(self) -> Check | None:
        """How the rule looks; ``None`` where this version of the program cannot."""
        return check_of(self.method)


class FindingQuerySet(models.QuerySet):
    """Words for findings."""

    def standing(self):
        """Return what the last run still saw."""
        return self.exclude(state=Finding.State.FIXED)

    def to_do(self):
        """Return what somebody has to mend."""
        return self.filter(state=Finding.State.OPEN, rule__active=True)

    def late(self):
        """Return what was to be mended before today."""
        return self.to_do().filter(due_on__lt=timezone.localdate())

    def nearly_due(self):
        """Return what is to be mended within the days of its rule, or was to be."""
        return self.to_do().filter(warn_on__lte=timezone.localdate())

    def owed_by(self, user):
        """Return what the roles of somebody have to mend; all of it for who may accept a finding."""
        rows = self.to_do()
        return rows if user.has_perm(MAY_ACCEPT) else rows.filter(rule__owner__in=user.groups.all())


MAY_SEE, MAY_ACCEPT = "inspection.view_finding", "inspection.accept_finding"


@role_rights({**dict.fromkeys(_STAFF, ("view",)), DIRECTOR: ("view", "accept_finding")})
class Finding(models.Model):
    """A thing that a rule objects to, from the day on which it was found to the day on which it was so no more: one row each time."""

    class State(models.TextChoices):
        OPEN = "open", _("待整改")
        ACCEPTED = "accepted", _("说明后接受")
        FIXED = "fixed", _("已整改")

    rule = models.ForeignKey(Rule, verbose_name=_("规则"), on_delete=models.PROTECT, related_name="findings")
    key = models.CharField(_("对象编号"), max_length=160)
    title = models.CharField(_("对象"), max_length=200)
    url = models.CharField(_("处理页面"), max_length=300, blank=True)
    note = models.CharField(_("问题"), max_length=300, blank=True)
    since = models.DateField(_("起算日期"))
    due_on = models.DateField(_("整改期限"))
    warn_on = models.DateField(_("提醒日期"))
    found_on = models.DateField(_("发现日期"))
    fixed_on = models.DateField(_("整改日期"), null=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    why = models.CharField(_("接受的理由"), max_length=300, blank=True)
    told_new = models.BooleanField(default=False, editable=False)
    told_due = models.BooleanField(default=False, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("自查问题")
        verbose_name_plural = _("自查问题")
        ordering = ["due_on", "pk"]
        permissions = [("accept_finding", _("说明理由后接受自查问题"))]
        constraints = [models.UniqueConstraint(fields=["rule", "key"], condition=~models.Q(state="fixed"), name="inspection_stands_once")]
        indexes = [
            models.Index(fields=["state", "due_on"], name="inspection_by_due"),
            models.Index(fields=["key"], name="inspection_by_key"),
        ]

    def __str__(self):
        return f"{self.rule}：{self.title}"

    def limit(self) -> None:
        """Count the days from ``since`` by the rule."""
        self.due_on = self.since + timedelta(days=self.rule.limit_days)
        self.warn_on = self.due_on - timedelta(days=self.rule.warn_days)

    @cached_property
    def days_left(self) -> int:
        """How many whole days are left after today; fewer than none once it is late."""
        return (self.due_on - timezone.localdate()).days

    @property
    def days_late(self) -> int:
        """How many days it is late."""
        return max(0, -self.days_left)
