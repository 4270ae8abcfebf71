"""What background work remembers: when each job was last done, and which workers live. All moments are the database's own clock."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class ScheduledJob(models.Model):
    """One job of :mod:`portal.ops.schedule`: when it last went into the queue, ended and failed. A failure stays noted after a success."""

    name = models.CharField(_("任务"), max_length=200, primary_key=True)
    task_id = models.UUIDField(_("队列编号"), null=True)
    last_enqueued_at = models.DateTimeField(_("上次排队"), null=True)
    last_finished_at = models.DateTimeField(_("上次完成"), null=True)
    last_failed_at = models.DateTimeField(_("上次失败"), null=True)
    last_error = models.TextField(_("失败原因"), blank=True)

    # How long ago it last went into the queue, where the scheduler has read that.
    age: timedelta | None

    class Meta:
        verbose_name = _("定时任务")
        verbose_name_plural = _("定时任务")
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def note_finished(cls, name: str) -> None:
        """Write that the job called ``name`` has just been done."""
        cls.objects.filter(name=name).update(last_finished_at=Now())

    @classmethod
    def note_failed(cls, error: str, **which) -> None:
        """Write that the jobs that fit ``which`` (fields and values) have just ended with ``error``."""
        cls.objects.filter(**which).update(last_failed_at=Now(), last_error=error)


class WorkerLease(models.Model):
    """A worker's sign of life, renewed while it lives: what it was doing may be given to another once the lease has run out."""

    worker_id = models.CharField(_("工作进程"), max_length=64, primary_key=True)
    queues = models.CharField(_("队列"), max_length=200)
    seen_at = models.DateTimeField(_("最近活动"))

    class Meta:
        verbose_name = _("后台工作进程")
        verbose_name_plural = _("后台工作进程")
        default_permissions = ()

    def __str__(self):
        return self.worker_id

    @classmethod
    def renew(cls, worker_id: str, queues: str) -> None:
        """Write that the worker lives now and works off ``queues`` (names with commas between, or ``*``)."""
        cls.objects.update_or_create(worker_id=worker_id, defaults={"queues": queues, "seen_at": Now()})

    @classmethod
    def standing(cls) -> models.QuerySet:
        """Return the leases of the workers that live."""
        return cls.objects.filter(seen_at__gte=Now() - timedelta(seconds=settings.WORKER_LEASE_SECONDS))

    @classmethod
    def end_old(cls) -> None:
        """Forget workers that have not been seen for a day."""
        cls.objects.filter(seen_at__lt=Now() - timedelta(days=1)).delete()
