"""What a firm declares with the centre's help, and its papers."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, role_rights
from portal.core import private_files
from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text
from portal.enrolment.responses import SENT, WITHDRAWN, Response
from portal.policy_calls.models.calls import PolicyCall
from portal.policy_calls.querysets import DeclarationQuerySet


@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK), ("view", "change")))
class Declaration(Response):
    """A firm declares for a call, once; it is the firm's and outlives the account of whoever sent it (R-POL-2)."""

    class State(models.TextChoices):
        """Moved by :mod:`portal.policy_calls.services` alone."""

        SENT = SENT, _("已收到")
        CHECKED = "checked", _("材料已核")
        INCOMPLETE = "incomplete", _("待补正")
        HANDED_IN = "handed_in", _("已报送")
        APPROVED = "approved", _("已批准")
        REFUSED = "refused", _("未获批准")
        WITHDRAWN = WITHDRAWN, _("已撤回")

    answers_to = "call"
    purpose = "policy_declaration"
    personal_fields = ("contact", "phone", "note")

    call = models.ForeignKey(PolicyCall, verbose_name=_("政策申报通知"), on_delete=models.PROTECT, related_name="declarations")
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), on_delete=models.PROTECT, related_name="policy_declarations"
    )
    user = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, verbose_name=_("提交人"), null=True, on_delete=models.SET_NULL, related_name="policy_declarations"
    )
    note = EncryptedTextField(_("补充说明"), max_length=500, blank=True, default="")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SENT)
    reply = models.CharField(_("答复"), max_length=300, blank=True, default="")
    handed_in_on = models.DateField(_("报送日期"), null=True, blank=True)
    number = models.CharField(_("受理编号"), max_length=60, blank=True, default="")
    amount = models.DecimalField(
        _("批准金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))]
    )

    objects = DeclarationQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Response.Meta):
        verbose_name = _("政策申报")
        verbose_name_plural = _("政策申报")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "enterprise"], condition=~models.Q(state=WITHDRAWN), name="policy_calls_declaration_once_a_firm"
            )
        ]

    def __str__(self):
        return f"{self.call} {day_text(self.sent_at)}"

    def get_owner_url(self) -> str:
        """Return where the firm sees how it stands."""
        return reverse("policy_calls:declaration", args=[self.pk])


class Paper(private_files.EncryptedFile):
    """A file of a declaration, as the upload gate let it in; it is called what it is, as its own name may say whose it is."""

    declaration = models.ForeignKey(Declaration, verbose_name=_("政策申报"), on_delete=models.CASCADE, related_name="papers")

    class Meta:
        verbose_name = _("申报材料文件")
        verbose_name_plural = _("申报材料文件")
        ordering = ["pk"]
