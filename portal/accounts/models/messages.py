"""What the portal tells a person, kept in the person's inbox."""

from contextlib import suppress

from django.conf import settings
from django.db import OperationalError, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.unwaited import unwaited


class MessageQuerySet(models.QuerySet):
    """Words for messages."""

    def unread(self):
        """Return messages that nobody has opened yet."""
        return self.filter(read_at=None)


class Message(models.Model):
    """One message to one person; ``url`` is a path of this site where the matter can be seen or answered."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="inbox")
    subject = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    url = models.CharField(_("链接"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("发送时间"), auto_now_add=True)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"])]

    def __str__(self):
        return self.subject

    def mark_read(self) -> None:
        """Note that its addressee has opened it; the first time counts, and one that cannot be written now is none."""
        if self.read_at is None:
            self.read_at = timezone.now()
            with suppress(OperationalError), unwaited():
                self.save(update_fields=["read_at"])
