"""Applications for jobs, each with the résumé as it was when it was sent."""

import json

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField
from portal.talent.models.jobs import Job
from portal.talent.models.resumes import EncryptedFile
from portal.talent.querysets import ApplicationQuerySet


class Application(models.Model):
    """One person's application for one job (R-TAL-9). ``snapshot`` is the résumé passed to this employer; withdrawing empties it."""

    class State(models.TextChoices):
        """Moved by :mod:`portal.talent.services.applications` alone."""

        SENT = "sent", _("已投递")
        VIEWED = "viewed", _("已查看")
        INTERVIEW = "interview", _("约面试")
        OFFER = "offer", _("录用")
        DECLINED = "declined", _("不合适")
        WITHDRAWN = "withdrawn", _("已撤回")

    job = models.ForeignKey(Job, verbose_name=_("职位"), on_delete=models.CASCADE, related_name="applications")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("求职者"), on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SENT)
    snapshot = EncryptedTextField(_("简历"), blank=True, default="")
    file = models.OneToOneField(
        EncryptedFile, verbose_name=_("简历文件"), null=True, editable=False, on_delete=models.SET_NULL, related_name="application"
    )
    answer = EncryptedTextField(_("单位的答复"), max_length=500, blank=True, default="")
    sent_at = models.DateTimeField(_("投递时间"), default=timezone.now)
    answer_due = models.DateField(_("应答复日期"))
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    readable_until = models.DateTimeField(_("单位可查看至"), null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("应聘")
        verbose_name_plural = _("应聘")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "user"],
                condition=~models.Q(state="withdrawn"),
                name="talent_application_one_standing",
                violation_error_message=_("您已经投过这个职位。"),
            )
        ]

    def __str__(self):
        return f"{self.job} {self.get_state_display()}"

    def get_owner_url(self) -> str:
        """Return the applicant's own page about it."""
        return reverse("talent:my-application", args=[self.pk])

    def facts(self) -> list[tuple[str, str]]:
        """Return the résumé as it was sent."""
        return [tuple(row) for row in json.loads(self.snapshot)] if self.snapshot else []
