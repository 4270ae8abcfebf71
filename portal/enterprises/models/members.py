"""Who acts for an enterprise, who is invited to, and how an enterprise changes hands."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Membership as BaseMembership
from portal.core.encryption import EncryptedTextField
from portal.core.masking import mask_phone
from portal.enterprises.models.directory import Enterprise


class Membership(BaseMembership):
    """A person who acts for an enterprise; one person may act for several (R-ROLE: 企业)."""

    class Role(models.TextChoices):
        """What a member may do: see :mod:`portal.enterprises.policies`."""

        OWNER = "owner", _("负责人")
        MANAGER = "manager", _("管理员")
        RECRUITER = "recruiter", _("招聘专员")

    person_kind = _("企业成员")

    role = models.CharField(_("身份"), max_length=10, choices=Role, default=Role.MANAGER)
    organisation = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("企业成员")
        verbose_name_plural = _("企业成员")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=models.Q(left_at=None), name="enterprises_membership_one_current"
            )
        ]


class Offer(models.Model):
    """Base of what one person offers another and the other answers."""

    class State(models.TextChoices):
        OPEN = "open", _("等待答复")
        ACCEPTED = "accepted", _("已接受")
        DECLINED = "declined", _("已谢绝")
        WITHDRAWN = "withdrawn", _("已撤回")

    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        abstract = True


class InvitationQuerySet(models.QuerySet):
    """Words for invitations."""

    def open(self):
        """Return what can still be answered."""
        return self.filter(state=Offer.State.OPEN, expires_at__gt=timezone.now())

    def to(self, user):
        """Return the open invitations of whoever has proved to hold the number they were sent to."""
        return self.open().filter(phone_index=user.phone_index) if user.phone_verified and user.phone_index else self.none()


class Invitation(Offer):
    """An invitation to act for an enterprise, sent to a mobile number."""

    enterprise = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="invitations")
    phone = EncryptedTextField(_("手机号码"), max_length=11)
    phone_index = models.CharField(_("手机号码索引"), max_length=64, db_index=True, editable=False)
    role = models.CharField(_("身份"), max_length=10, choices=Membership.Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("邀请人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("有效期至"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("成员邀请")
        verbose_name_plural = _("成员邀请")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "phone_index"], condition=models.Q(state="open"), name="enterprises_invitation_one_open"
            )
        ]

    def __str__(self):
        return f"{self.enterprise} {self.masked_phone}"

    def get_owner_url(self) -> str:
        """Return where whoever was invited answers."""
        return reverse("enterprises:my")

    @property
    def masked_phone(self) -> str:
        """The number as lists and logs show it."""
        return mask_phone(self.phone)


class HandOver(Offer):
    """An owner offers the enterprise to another member; it changes hands when that member accepts, so both have confirmed."""

    enterprise = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey(Membership, verbose_name=_("移交人"), on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Membership, verbose_name=_("接手人"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("负责人移交")
        verbose_name_plural = _("负责人移交")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise"], condition=models.Q(state="open"), name="enterprises_handover_one_open")
        ]

    def __str__(self):
        return f"{self.enterprise} {self.get_state_display()}"
