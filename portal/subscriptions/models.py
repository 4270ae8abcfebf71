"""What people subscribe to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import personal_data
from portal.core.ownership import OwnedByPerson
from portal.web.sections import Section, feed_sections


@personal_data(_("订阅"), [(_("订阅条件"), str), "every"], code="job_searches")
class SavedSearch(models.Model):
    """A list that a person wants to hear of, with the filters that its address has. ``token`` stops it without signing in."""

    class Every(models.TextChoices):
        """How often news is sent."""

        DAY = "day", _("每天")
        WEEK = "week", _("每周")

    class Channel(models.TextChoices):
        """By which way."""

        EMAIL = "email", _("电子邮件")
        SMS = "sms", _("短信")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("用户"), on_delete=models.CASCADE, related_name="saved_searches")
    feed = models.CharField(_("栏目"), max_length=30, default="jobs", db_default="jobs")
    query = models.CharField(_("条件"), max_length=300, blank=True)
    every = models.CharField(_("频率"), max_length=4, choices=Every, default=Every.WEEK)
    channel = models.CharField(_("方式"), max_length=5, choices=Channel, default=Channel.EMAIL)
    token = models.CharField(_("退订码"), max_length=43, unique=True, editable=False)
    created_at = models.DateTimeField(_("保存时间"), auto_now_add=True)
    sent_at = models.DateTimeField(_("上次发送"), null=True, editable=False)

    objects = OwnedByPerson.as_manager()

    class Meta:
        # The table that the talent pages made: a new name would lock out the version before during an upgrade.
        db_table = "talent_savedsearch"
        verbose_name = _("订阅")
        verbose_name_plural = _("订阅")
        constraints = [models.UniqueConstraint(fields=["user", "feed", "query", "channel"], name="subscriptions_savedsearch_once")]

    def __str__(self):
        return f"{self.section.title} {self.query or _('全部')}"

    @property
    def log_name(self) -> str:
        """What logs call it, which outlive it: nothing that the person has written."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def section(self) -> Section:
        """The section of the list, which ``feed`` names as the addresses of its feeds do."""
        return feed_sections()[self.feed]

    @property
    def stop_path(self) -> str:
        """The path of the page that stops it."""
        return f"{self.section.url}stop/{self.token}/"
