"""A person's résumé and its file: private, encrypted, passed on only one application at a time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core import private_files
from portal.core.encryption import EncryptedTextField
from portal.core.masking import mask_name, mask_phone
from portal.core.validators import mobile_number
from portal.talent.choices import Education, Experience, JobClass, JobType


class EncryptedFile(private_files.EncryptedFile):
    """The file of a résumé, or of the copy of one that went with an application."""


class Resume(models.Model):
    """What a person says of themselves to employers they choose (R-TAL-2; peers.md §3, 15); only four answers are asked for."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, verbose_name=_("本人"), on_delete=models.CASCADE, related_name="resume")
    name = EncryptedTextField(_("姓名"), max_length=30)
    phone = EncryptedTextField(_("手机号码"), max_length=11, validators=[mobile_number])
    job_class = models.CharField(_("想做的工作"), max_length=12, choices=JobClass)
    town = models.ForeignKey("places.Town", verbose_name=_("想在哪里工作"), on_delete=models.PROTECT, related_name="+")
    job_type = models.CharField(_("工作方式"), max_length=8, choices=JobType, blank=True)
    education = models.CharField(_("学历"), max_length=10, choices=Education.choices[1:], blank=True)
    experience = models.CharField(_("工作经验"), max_length=8, choices=Experience.choices[1:], blank=True)
    about = EncryptedTextField(_("会做什么、做过什么"), max_length=1000, blank=True, default="")
    file = models.OneToOneField(
        EncryptedFile, verbose_name=_("简历文件"), null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="resume"
    )
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("简历")
        verbose_name_plural = _("简历")

    def __str__(self):
        return f"{mask_name(self.name)} {mask_phone(self.phone)}"

    def facts(self) -> list[tuple[str, str]]:
        """Return the résumé as labels and values, without what is empty."""
        rows = [(str(self._meta.get_field(name).verbose_name), self._shown(name)) for name in _FACTS]
        return [(label, value) for label, value in rows if value]

    def _shown(self, name: str) -> str:
        display = getattr(self, f"get_{name}_display", None)
        return str(display() if display else getattr(self, name))


_FACTS = ("name", "phone", "job_class", "town", "job_type", "education", "experience", "about")
