"""How somebody becomes a member: an invitation, the application with its papers, what staff answered (R-MEM-1, 4; R-FORM-1)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import DIRECTOR, MEMBERSHIP, role_rights
from portal.cases.models import Case, CaseReply
from portal.core import private_files
from portal.core.encryption import EncryptedTextField
from portal.core.masking import mask_name
from portal.core.moments import day_text
from portal.membership.models.terms import MemberType
from portal.membership.querysets import OPEN, ApplicationQuerySet, InvitationQuerySet


class Invitation(models.Model):
    """Staff ask an excellent firm to become a member; it accepts by applying, and need not be proposed again (邀请制, R-MEM-1)."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), on_delete=models.PROTECT, related_name="membership_invitations"
    )
    reason = models.CharField(_("邀请理由"), max_length=300, help_text=_("写给中心主任，企业看不到。"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("邀请人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("邀请时间"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("接受时间"), null=True)
    ended_at = models.DateTimeField(_("谢绝或收回时间"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("会员邀请")
        verbose_name_plural = _("会员邀请")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(accepted_at=None, ended_at=None), name="membership_one_open_invitation"
            )
        ]

    def __str__(self):
        return f"{self.enterprise} {day_text(self.created_at)}"

    def get_owner_url(self) -> str:
        """Return where the firm accepts it."""
        return reverse("membership:accept", args=[self.pk])


@role_rights({MEMBERSHIP: ("handle_membership",), DIRECTOR: ("handle_membership", "decide_membership")})
class MembershipApplication(Case):
    """A firm, or a person in business without one, asks to become a member. ``contact`` is the phone of ``name``.

    Who manages members proposes it to the director, who decides.
    """

    class State(models.TextChoices):
        SUBMITTED = OPEN[0], _("已提交，待提报")
        PROPOSED = OPEN[1], _("已提报，待中心主任审批")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("未批准")
        WITHDRAWN = "withdrawn", _("申请人已撤回")

    class Relation(models.TextChoices):
        """Who may join (R-MEM-3)."""

        LOCAL = "local", _("在本县登记或经营")
        SERVES = "serves", _("为本县企业提供服务")

    open_states = frozenset({State.SUBMITTED, State.PROPOSED})
    unanswered_states = frozenset({State.WITHDRAWN})
    # What goes when it is withdrawn or has been kept long enough.
    personal_fields = ("name", "contact", "trade_name", "business", "reasons")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提交人"), null=True, on_delete=models.SET_NULL, related_name="membership_applications"
    )
    member_type = models.ForeignKey(MemberType, verbose_name=_("会员类型"), on_delete=models.PROTECT, related_name="applications")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), null=True, on_delete=models.PROTECT, related_name="membership_applications"
    )
    invitation = models.OneToOneField(
        Invitation, verbose_name=_("会员邀请"), null=True, on_delete=models.PROTECT, related_name="application"
    )
    name = EncryptedTextField(_("联系人"), max_length=30, blank=True)  # type: ignore[assignment]
    trade_name = EncryptedTextField(_("店名或经营名称"), max_length=60, blank=True)
    business = EncryptedTextField(_("主要业务"), max_length=200, blank=True)
    relation = models.CharField(_("与本县的关系"), max_length=8, choices=Relation)
    reasons = EncryptedTextField(_("申请理由"), max_length=1000, blank=True)
    listed = models.BooleanField(_("同意公开列出"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SUBMITTED, db_index=True)
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = _("会员申请")
        verbose_name_plural = _("会员申请")
        permissions = [("handle_membership", _("管理会员")), ("decide_membership", _("审批会员、清退会员"))]
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], condition=models.Q(state__in=OPEN), name="membership_one_application_a_firm"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state__in=OPEN, enterprise=None), name="membership_one_application_a_person"
            ),
        ]

    @property
    def sender(self) -> User | None:
        """The account of who has sent it."""
        return self.user

    @property
    def applicant(self) -> str:
        """Who wants to become a member, as staff read it; persons by a masked name."""
        return self.enterprise.name if self.enterprise else self.trade_name or mask_name(self.name) or str(self.member_type)

    def get_owner_url(self) -> str:
        """Return where the applicant sees how it stands."""
        return reverse("membership:application", args=[self.pk])


class ApplicationReply(CaseReply):
    """What staff said at a step; ``note`` is for staff alone."""

    application = models.ForeignKey(MembershipApplication, verbose_name=_("会员申请"), on_delete=models.CASCADE, related_name="replies")

    class Meta(CaseReply.Meta):
        verbose_name = _("会员申请答复")
        verbose_name_plural = _("会员申请答复")


class ApplicationPaper(private_files.EncryptedFile):
    """A paper of an application, as the upload gate let it in; it is called what it is, as its own name may say whose it is."""

    application = models.ForeignKey(MembershipApplication, verbose_name=_("会员申请"), on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("会员申请材料")
        verbose_name_plural = _("会员申请材料")
        ordering = ["pk"]
