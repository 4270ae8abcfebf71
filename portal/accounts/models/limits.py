"""Counters of things that may be done only so often, in the database so that all processes count together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LimitCounter(models.Model):
    """How often something happened since its time began; ``key`` names the limit and, as a digest, who is counted."""

    key = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("次数限制")
        verbose_name_plural = _("次数限制")

    def __str__(self):
        return f"{self.key}: {self.count}"
