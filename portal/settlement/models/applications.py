"""What is handed in by who wants to settle, and how the group has judged it."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import CLERK, DIRECTOR, SETTLEMENT, role_rights
from portal.cases.models import Case, CaseReply
from portal.core import private_files
from portal.core.encryption import EncryptedTextField
from portal.settlement.querysets import SettlementApplicationQuerySet


@role_rights(dict.fromkeys((DIRECTOR, SETTLEMENT, CLERK), ("handle_application",)))
class Application(Case):
    """Somebody asks to settle in the centre (入驻申请书, R-SET-1, R-SET-4). ``contact`` is the phone, ``name`` whom to call."""

    class Applicant(models.TextChoices):
        """Who may apply (R-SET-1)."""

        FIRM = "firm", _("企业")
        FOUNDING = "founding", _("拟办企业")
        PERSON = "person", _("创业个体")

    class State(models.TextChoices):
        """Approved or refused is the answer that is owed; what follows an approval is an agreement of its own."""

        RECEIVED = "received", _("已收到，待核对材料")
        MISSING = "missing", _("待补材料")
        REVIEW = "review", _("评审中")
        ESCALATED = "escalated", _("已报中心主任")
        APPROVED = "approved", _("评审通过")
        REFUSED = "refused", _("未通过")
        WITHDRAWN = "withdrawn", _("申请人已撤回")

    open_states = frozenset({State.RECEIVED, State.MISSING, State.REVIEW, State.ESCALATED})
    unanswered_states = frozenset({State.WITHDRAWN})
    # What goes when it is withdrawn or has been kept long enough.
    personal_fields = ("name", "contact", "project", "reason", "requirements", "profile", "experience", "industry_body")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("申请人账号"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="settlement_applications",
    )
    applicant = models.CharField(_("申请主体"), max_length=8, choices=Applicant)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("企业"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="settlement_applications",
    )
    project = EncryptedTextField(_("企业或项目名称"), max_length=80, blank=True)
    name = EncryptedTextField(_("联系人"), max_length=30, blank=True)
    area = models.DecimalField(
        _("需要的面积（平方米）"),
        max_digits=7,
        decimal_places=1,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(10000))],
    )
    requirements = EncryptedTextField(_("对场地的要求"), max_length=500, blank=True)
    reason = EncryptedTextField(_("入驻意愿和理由"), max_length=1000, blank=True)
    profile = EncryptedTextField(_("概况"), max_length=1000, blank=True)
    experience = EncryptedTextField(_("电商运营经验"), max_length=500, blank=True)
    industry_body = EncryptedTextField(_("加入的电商行业组织"), max_length=100, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED, db_index=True)
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    objects = SettlementApplicationQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Case.Meta):
        verbose_name = _("入驻申请")
        verbose_name_plural = _("入驻申请")
        permissions = [("handle_application", _("办理入驻"))]

    @property
    def sender(self) -> User | None:
        """The account of who has applied."""
        return self.user

    @property
    def title(self) -> str:
        """The firm or the project; of a person nothing more than that."""
        return self.enterprise.name if self.enterprise else self.project or str(self.get_applicant_display())

    def get_owner_url(self) -> str:
        """Return where whoever has applied sees how it stands."""
        return reverse("settlement:application", args=[self.pk])


class ApplicationReply(CaseReply):
    """What was said at a step; ``note`` is for staff alone."""

    application = models.ForeignKey(Application, verbose_name=_("入驻申请"), on_delete=models.CASCADE, related_name="replies")

    class Meta(CaseReply.Meta):
        verbose_name = _("入驻申请答复")
        verbose_name_plural = _("入驻申请答复")


class TeamMember(models.Model):
    """One line of the team (团队名单, R-SET-4); nobody's name is asked for."""

    application = models.ForeignKey(Application, verbose_name=_("入驻申请"), on_delete=models.CASCADE, related_name="team")
    post = models.CharField(_("职务"), max_length=30)
    division = models.CharField(_("分工"), max_length=60, blank=True)
    experience = EncryptedTextField(_("经历"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("团队成员")
        verbose_name_plural = _("团队成员")
        ordering = ["pk"]

    def __str__(self):
        return self.post


class Paper(private_files.EncryptedFile):
    """A file of an application, called what it is, as its own name may say whose it is."""

    application = models.ForeignKey(Application, verbose_name=_("入驻申请"), on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("入驻申请材料")
        verbose_name_plural = _("入驻申请材料")
        ordering = ["pk"]


class Review(models.Model):
    """A meeting of the group about a firm, or an interview with a person (R-SET-2, R-SET-3, R-SET-14)."""

    application = models.ForeignKey(Application, verbose_name=_("入驻申请"), on_delete=models.CASCADE, related_name="reviews")
    held_on = models.DateField(_("评审日期"))
    opinion = models.CharField(_("评审意见"), max_length=300)
    minutes = EncryptedTextField(_("会议纪要或面谈记录"), max_length=3000, blank=True)

    class Meta:
        verbose_name = _("入驻评审")
        verbose_name_plural = _("入驻评审")
        ordering = ["held_on", "pk"]

    def __str__(self):
        return f"{self.application} {self.held_on}"


class Score(models.Model):
    """What one member of the group gives."""

    review = models.ForeignKey(Review, verbose_name=_("入驻评审"), on_delete=models.CASCADE, related_name="scores")
    member = models.CharField(_("评审成员"), max_length=30)
    score = models.DecimalField(
        _("分数"), max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
    )
    opinion = models.CharField(_("意见"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("评审打分")
        verbose_name_plural = _("评审打分")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.member} {self.score}"
