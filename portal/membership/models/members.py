"""Memberships of the centre, the agreements, and what members have got (R-MEM-4, 5, 7, 9)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core import private_files
from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text
from portal.membership.models.applications import MembershipApplication
from portal.membership.models.terms import MembershipTerm, MemberType
from portal.membership.querysets import ENDED, REMOVED, MemberQuerySet, UseQuerySet

STANDING = ~models.Q(state__in=(ENDED, REMOVED))


class CentreMembership(models.Model):
    """A firm or a person that the director has let in; moved by :mod:`portal.membership.services.members` alone.

    People who act for a firm are its own members (``enterprises.Membership``): another thing.
    """

    class State(models.TextChoices):
        APPROVED = "approved", _("已批准，待签协议")
        SIGNED = "signed", _("已签协议，待发铭牌")
        ACTIVE = "active", _("正式会员")
        LEAVING = "leaving", _("申请退出，待商定")
        AGREED = "agreed", _("同意退出，待交回铭牌")
        ENDED = ENDED, _("已退出")
        REMOVED = REMOVED, _("已清退")

    application = models.OneToOneField(
        MembershipApplication, verbose_name=_("会员申请"), on_delete=models.PROTECT, related_name="membership"
    )
    member_type = models.ForeignKey(MemberType, verbose_name=_("会员类型"), on_delete=models.PROTECT, related_name="members")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), null=True, on_delete=models.PROTECT, related_name="centre_memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("本人"), null=True, on_delete=models.SET_NULL, related_name="centre_memberships"
    )
    trade_name = EncryptedTextField(_("店名或经营名称"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.APPROVED, db_index=True)
    listed = models.BooleanField(_("公开列出"), default=False)
    created_at = models.DateTimeField(_("批准时间"), auto_now_add=True)
    signed_on = models.DateField(_("签约日期"), null=True)
    plaque_number = models.CharField(_("铭牌编号"), max_length=20, unique=True, null=True)  # noqa: DJ001 - unique where there is one
    plaque_issued_on = models.DateField(_("铭牌发放日期"), null=True)
    plaque_returned_on = models.DateField(_("铭牌交回日期"), null=True)
    leaving_reason = EncryptedTextField(_("退出原因"), max_length=300, blank=True)
    removal_reason = models.CharField(_("清退理由"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("会员")
        verbose_name_plural = _("会员")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], condition=STANDING, name="membership_one_a_firm"),
            models.UniqueConstraint(fields=["user"], condition=STANDING & models.Q(enterprise=None), name="membership_one_a_person"),
        ]

    def __str__(self):
        return f"{self.member_type} {self.plaque_number or self.application}"

    @property
    def shown_name(self) -> str:
        """Who the member is: the firm, or the name under which the person does business."""
        return self.enterprise.name if self.enterprise else self.trade_name or str(self.member_type)

    @property
    def is_standing(self) -> bool:
        """Whether it has not ended."""
        return self.state not in (ENDED, REMOVED)

    def get_owner_url(self) -> str:
        """Return where the member sees it."""
        return reverse("membership:member", args=[self.pk])


class MembershipAgreement(private_files.EncryptedFile):
    """The signed agreement of a member."""

    membership = models.OneToOneField(CentreMembership, verbose_name=_("会员"), on_delete=models.CASCADE, related_name="agreement")

    class Meta:
        verbose_name = _("会员协议")
        verbose_name_plural = _("会员协议")


class BenefitUse(models.Model):
    """That a member has had one of the benefits (R-MEM-5)."""

    membership = models.ForeignKey(CentreMembership, verbose_name=_("会员"), on_delete=models.CASCADE, related_name="uses")
    benefit = models.ForeignKey(MembershipTerm, verbose_name=_("权益"), on_delete=models.PROTECT, related_name="uses")
    used_on = models.DateField(_("日期"))
    what = models.CharField(_("内容"), max_length=200, help_text=_("做了什么，会员会看到；不要写个人信息。"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = _("权益使用")
        verbose_name_plural = _("权益使用")
        ordering = ["-used_on", "-pk"]

    def __str__(self):
        return f"{self.benefit} {day_text(self.used_on)}"
