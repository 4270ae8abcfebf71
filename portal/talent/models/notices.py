"""Job-wanted notices, the messages that enterprises leave there, and people whom the centre recommends."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, personal_data
from portal.accounts.roles import TALENT, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.expiry import Expiring
from portal.core.masking import mask_name
from portal.core.models import PublishableRecord
from portal.core.moments import day_text
from portal.moderation.mixins import Moderated
from portal.moderation.registry import NOT_FOUND, moderated
from portal.talent.choices import Education, Experience, JobClass, JobType
from portal.talent.querysets import NoticeQuerySet, RecommendedQuerySet, RelayQuerySet


class AboutSomebody(Moderated, PublishableRecord):
    """What is shown of a person: never a full name, phone or address. Texts with such data are stopped by the screening (domain.md §6)."""

    fields_kept_outside_revisions = ("user_id",)

    title = models.CharField(_("一句话介绍"), max_length=40)
    job_class = models.CharField(_("职位类别"), max_length=12, choices=JobClass)
    town = models.ForeignKey("places.Town", verbose_name=_("期望地点"), on_delete=models.PROTECT, related_name="+")
    education = models.CharField(_("学历"), max_length=10, choices=Education.choices[1:], blank=True)
    experience = models.CharField(_("工作经验"), max_length=8, choices=Experience.choices[1:], blank=True)
    introduction = models.TextField(
        _("会做什么、做过什么"), max_length=600, help_text=_("请不要写全名、电话、住址和证件号码，单位通过本站给您留言。")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def log_name(self) -> str:
        """What logs call it, which outlive it: nothing that the person has written."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def shown_name(self) -> str:
        """The family name, the rest hidden."""
        return mask_name(self.user.get_full_name()) or str(_("求职者"))


def author(notice):
    """Return whose notice it is."""
    return notice.user


@moderated("job_wanted", gone=NOT_FOUND, author=author, unseen=("user",))
@personal_data(_("求职信息"), [(_("求职信息"), "title"), (_("介绍"), "introduction"), "valid_until"], code="wanted")
class WantedNotice(Expiring, AboutSomebody):
    """A person looks for work (R-TAL-3). Shown while reviewed, consented to, not hidden and within its dates."""

    url_name = "talent:wanted-detail"
    detail_template = "pages/talent/wanted_detail.html"
    fields_kept_outside_revisions = ("user_id", "valid_until", "reminded_for", "hidden_at")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("本人"), on_delete=models.CASCADE, related_name="wanted_notices")
    job_type = models.CharField(_("工作方式"), max_length=8, choices=JobType, default=JobType.FULL)
    pay_from = models.PositiveIntegerField(
        _("期望月薪（元）"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("可以不填。")
    )
    hidden_at = models.DateTimeField(_("收起时间"), null=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("求职信息")
        verbose_name_plural = _("求职信息")
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(fields=["first_published_at", "id"], name="talent_wanted_newest"),
            models.Index(fields=["last_published_at", "id"], name="talent_wanted_published"),
        ]

    def get_owner_url(self) -> str:
        """Return where its author sees how it stands."""
        return reverse("talent:my-wanted")

    @property
    def summary(self) -> str:
        """One line for lists."""
        return "，".join(filter(None, [self.get_job_class_display(), self.get_job_type_display(), self.get_experience_display()]))


def _forget_messages(messages: models.QuerySet, _owner: str, user) -> None:
    """Delete what was written to a person; what the person wrote for an enterprise stays there without the writer."""
    messages.delete()
    messages.model.objects.filter(sender=user).update(sender=None)


@personal_data(
    _("单位给我的留言"), ["enterprise", "text", "created_at"], owner="notice__user", erase=Erasure(_forget_messages), code="relayed"
)
class RelayMessage(models.Model):
    """What an enterprise writes to the author of a notice. The author alone decides whether it gets the phone number."""

    notice = models.ForeignKey(WantedNotice, verbose_name=_("求职信息"), on_delete=models.CASCADE, related_name="relayed")
    enterprise = models.ForeignKey("enterprises.Enterprise", verbose_name=_("企业"), on_delete=models.CASCADE, related_name="+")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, on_delete=models.SET_NULL, related_name="+")
    text = EncryptedTextField(_("留言"), max_length=500)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)

    objects = RelayQuerySet.as_manager()

    class Meta:
        verbose_name = _("转达的留言")
        verbose_name_plural = _("转达的留言")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.enterprise} {day_text(self.created_at)}"

    def get_owner_url(self) -> str:
        """Return where the author of the notice reads it."""
        return self.notice.get_owner_url()


@moderated("job_wanted", gone=NOT_FOUND, unseen=("user",))
@personal_data(_("人才推荐"), [(_("推荐"), "title"), "reason"], code="recommended")
@role_rights({TALENT: ("add", "change")})
class Recommendation(AboutSomebody):
    """A person whom the centre recommends (R-TAL-4): to verified enterprises first, to all only if the person agrees to that as well."""

    url_name = "talent:recommended-detail"
    detail_template = "pages/talent/recommended_detail.html"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("被推荐人"), on_delete=models.CASCADE, related_name="recommendations")
    reason = models.CharField(_("推荐理由"), max_length=200)

    objects = RecommendedQuerySet.as_manager()

    class Meta:
        verbose_name = _("推荐人才")
        verbose_name_plural = _("推荐人才")
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(fields=["first_published_at", "id"], name="talent_recommended_newest"),
            models.Index(fields=["last_published_at", "id"], name="talent_recommended_published"),
        ]

    def get_owner_url(self) -> str:
        """Return where the person finds it."""
        return reverse("talent:my-applications")

    @property
    def summary(self) -> str:
        """One line for lists."""
        return self.reason
