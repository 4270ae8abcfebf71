"""Papers of providers, and the agreements under which they serve (R-CAT-4, R-CAT-17)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DATA, DIRECTOR, OPERATOR, role_rights
from portal.catalogues.models.providers import Provider
from portal.core import private_files
from portal.core.expiry import Expiring, ExpiringQuerySet


class ProviderPaper(private_files.EncryptedFile):
    """A file that belongs to a provider, as the upload gate let it in: the licence of an application, a signed agreement. Never public."""

    class Kind(models.TextChoices):
        LICENCE = "licence", _("营业执照")
        AGREEMENT = "agreement", _("合作协议")

    provider = models.ForeignKey(Provider, verbose_name=_("服务商"), on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("类型"), max_length=9, choices=Kind)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("提交人"), null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("服务商材料")
        verbose_name_plural = _("服务商材料")
        ordering = ["-pk"]

    @classmethod
    def keep_of(cls, provider: Provider, kind: str, file, user) -> "ProviderPaper":
        """Store a file that has passed the gate and return its row; see :meth:`keep_paper`."""
        return cls.keep_paper(str(cls.Kind(kind).label), file, provider=provider, kind=kind, sent_by=user)


class AgreementQuerySet(ExpiringQuerySet):
    """Words for agreements."""

    def in_force(self):
        """Return the agreements that hold today."""
        today = timezone.localdate()
        begun = models.Q(signed_on=None) | models.Q(signed_on__lte=today)
        return self.filter(begun, models.Q(valid_until=None) | models.Q(valid_until__gte=today))

    def contracted_providers(self) -> int:
        """Return how many providers are under an agreement in force (签约第三方服务商, R-STAT-4)."""
        return self.in_force().values("provider").distinct().count()


@role_rights({**dict.fromkeys((DIRECTOR, OPERATOR), ("add", "change", "view")), DATA: ("view",)})
class Agreement(Expiring):
    """An agreement with a provider: number, term and the signed paper (R-CAT-17)."""

    provider = models.ForeignKey(Provider, verbose_name=_("服务商"), on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(_("协议编号"), max_length=40, unique=True)
    subject = models.CharField(_("协议内容"), max_length=120, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    # Some agreements have no last day; those never end by themselves.
    valid_until = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("长期有效的留空。"))
    paper = models.OneToOneField(
        ProviderPaper,
        verbose_name=_("协议文件"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="agreement",
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("合作协议")
        verbose_name_plural = _("合作协议")
        ordering = [models.F("valid_until").asc(nulls_last=True), "number"]

    def __str__(self):
        return self.number

    def get_owner_url(self) -> str:
        """Return where those who keep the provider's entry see how it stands."""
        return reverse("catalogues:my-entries")

    def clean(self):
        super().clean()
        if self.signed_on and self.valid_until and self.valid_until < self.signed_on:
            raise ValidationError({"valid_until": ValidationError(_("有效期不能早于签订日期。"), code="order")})
