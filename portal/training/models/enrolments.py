"""People's places in sessions, and what became of them: attendance, result, certificate."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import as_text
from portal.accounts.roles import DIRECTOR, TRAINING, role_rights
from portal.acting.models import PLACE_CONSENT, PlaceForSomebody
from portal.core.encryption import EncryptedTextField
from portal.enrolment import models as enrolments
from portal.training.models.courses import PLAIN_GROUPS, Audience, Session
from portal.training.querysets import EnrolmentQuerySet

# The consent to name a sensitive group; it stands or falls by itself.
GROUP_PURPOSE = "training_group"


@role_rights({TRAINING: ("view", "change"), DIRECTOR: ("view", "change")})
class Enrolment(PlaceForSomebody, enrolments.AttendedEnrolment):
    """One person's place in a session, or place in its waiting list, with what became of it."""

    class Result(models.TextChoices):
        PASSED = "passed", _("合格")
        FAILED = "failed", _("不合格")

    purpose = "training_to_organiser"
    # Since this version the text of the consent says that people may be called for an inspection.
    calls_since_version = 2
    further_purposes = (GROUP_PURPOSE, PLACE_CONSENT)
    own_page = "training:my"
    personal_fields = ("name", "phone", "town", "audience", "groups")
    consent_label = _("我同意把姓名和手机号码交给培训的主办单位，只用于这次培训和结束后核实效果")

    offer = models.ForeignKey(Session, verbose_name=_("培训班"), on_delete=models.PROTECT, related_name="enrolments")

    town = models.ForeignKey(
        "places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.SET_NULL, related_name="training_enrolments"
    )
    audience = models.CharField(_("人群"), max_length=12, choices=PLAIN_GROUPS, blank=True, default="")
    # Codes of sensitive groups with commas between; only with the consent ``GROUP_PURPOSE``, only for counts (R-TRAIN-6).
    groups = EncryptedTextField(_("单独同意提供的人群"), max_length=40, blank=True, default="", editable=False)
    # Said once, at the moment of enrolling (R-TRAIN-10): who joins an enterprise later gains nothing, who leaves one loses nothing.
    priority = models.BooleanField(_("入驻企业优先"), default=False, editable=False)
    result = models.CharField(_("考核"), max_length=6, choices=Result, blank=True, default="")

    objects: ClassVar[Any] = EnrolmentQuerySet.as_manager()

    class Meta(enrolments.AttendedEnrolment.Meta):
        verbose_name = _("培训报名")
        verbose_name_plural = _("培训报名")

    @property
    def remark(self) -> str:
        """What the list of participants says beside the state; nothing of what is sensitive."""
        said = (str(self.town or ""), self.get_audience_display(), str(_("入驻企业优先")) if self.priority else "", super().remark)
        return "，".join(filter(None, said))

    def sensitive_groups(self) -> list[str]:
        """Return the sensitive groups that the person has named."""
        return self.groups.split(",") if self.groups else []

    def sensitive_labels(self) -> list[str]:
        """Return the same in words."""
        return [str(Audience(code).label) for code in self.sensitive_groups()]

    def facts(self) -> dict[str, str]:
        """Return what became of the place, by label, as the person reads it in what is kept about them."""
        certificate = Certificate.objects.filter(enrolment=self).first()
        return {
            str(_("所在乡镇")): str(self.town or ""),
            str(_("人群")): self.get_audience_display(),
            str(_("单独同意提供的人群")): "、".join(self.sensitive_labels()),
            str(_("入驻企业优先")): as_text(self.priority),
            str(_("签到")): self.days_attended(),
            str(_("考核")): self.get_result_display(),
            str(_("证书编号")): certificate.number if certificate else "",
        }


class Attendance(enrolments.Attendance):
    """That somebody came to a session on one of its days (R-TRAIN-8)."""

    enrolment = models.ForeignKey(Enrolment, verbose_name=_("培训报名"), on_delete=models.CASCADE, related_name="attendances")

    class Meta(enrolments.Attendance.Meta):
        verbose_name = _("培训签到")
        verbose_name_plural = _("培训签到")


class Certificate(models.Model):
    """That somebody has passed, under a number by which anybody can check it (R-TRAIN-8).

    The number is drawn by chance: who knows one cannot read others' by counting on.
    """

    enrolment = models.OneToOneField(Enrolment, verbose_name=_("培训报名"), on_delete=models.CASCADE, related_name="certificate")
    number = models.CharField(_("证书编号"), max_length=16, unique=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("颁发人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(_("颁发时间"), default=timezone.now)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    revoked_reason = models.CharField(_("撤销原因"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("结业证书")
        verbose_name_plural = _("结业证书")
        ordering = ["-issued_at", "-pk"]

    def __str__(self):
        return self.number

    def get_check_url(self) -> str:
        """Return where whoever holds the number can check it."""
        return reverse("training:certificate", args=[self.number])
