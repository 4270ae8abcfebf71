"""Requests to be believed: a new enterprise, the claim of one that is listed, and the check that is due again."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, MEMBERSHIP, OPERATOR, role_rights
from portal.core.ownership import OwnedByPerson
from portal.core.private_files import PrivateStorage
from portal.core.validators import credit_code
from portal.enterprises.models.directory import Enterprise, IndustryClass


def licence_path(_request, name: str) -> str:
    """Return where a licence is kept; its name says nothing of whose it is."""
    from secrets import token_hex

    ending = name.rpartition(".")[2]
    return f"licences/{timezone.localdate():%Y/%m}/{token_hex(16)}.{ending}"


class VerificationQuerySet(OwnedByPerson):
    """Words for requests."""

    owner = "applicant"

    def waiting(self):
        """Return the requests that staff have not decided, the oldest first."""
        return self.filter(state=VerificationRequest.State.SUBMITTED).order_by("submitted_at")


@role_rights(dict.fromkeys((DIRECTOR, MEMBERSHIP, OPERATOR), ("verify_enterprise",)))
class VerificationRequest(models.Model):
    """What a person submits with a picture of the licence; staff compare and verify or refuse (E-Commerce Law art. 27)."""

    class Kind(models.TextChoices):
        REGISTER = "register", _("登记新企业")
        CLAIM = "claim", _("认领名录中的企业")
        RENEW = "renew", _("定期复核")

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("待核验")
        VERIFIED = "verified", _("已核验")
        REFUSED = "refused", _("未通过")
        WITHDRAWN = "withdrawn", _("已撤回")

    kind = models.CharField(_("事项"), max_length=8, choices=Kind)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("申请人"), null=True, on_delete=models.SET_NULL, related_name="enterprise_requests"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), null=True, blank=True, on_delete=models.CASCADE, related_name="verification_requests"
    )
    name = models.CharField(_("名称"), max_length=80)
    enterprise_kind = models.CharField(_("类型"), max_length=16, choices=Enterprise.Kind)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True, validators=[credit_code])
    exempt = models.BooleanField(_("依法无需登记"), default=False)
    industry = models.ForeignKey(IndustryClass, verbose_name=_("行业分类"), null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), null=True, on_delete=models.PROTECT, related_name="+")
    licence = models.FileField(_("营业执照照片"), storage=PrivateStorage(), upload_to=licence_path, blank=True)
    note = models.CharField(_("补充说明"), max_length=300, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SUBMITTED)
    reason = models.CharField(_("核验意见"), max_length=300, blank=True)
    submitted_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    decided_at = models.DateTimeField(_("核验时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("核验人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业核验申请")
        verbose_name_plural = _("企业核验申请")
        ordering = ["-submitted_at", "-pk"]
        permissions = [("verify_enterprise", _("核验企业并查看执照"))]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "name"], condition=models.Q(state="submitted"), name="enterprises_request_one_waiting"
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.get_kind_display()}）"

    def get_owner_url(self) -> str:
        """Return where its applicant sees how it stands."""
        return reverse("enterprises:my")
