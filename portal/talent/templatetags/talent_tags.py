"""What pages of other domains show of jobs."""

from django import template
from django.utils import timezone

from portal.core.cache import shared
from portal.talent.models import Job

register = template.Library()
MAX_JOBS = 10


@register.simple_tag
def open_jobs(enterprise) -> list[Job]:
    """Return the newest open posts of an enterprise, at most ten (R-ENT-1); kept until a post is published, ended or runs out."""
    if enterprise.pk is None:
        return []

    def read():
        return list(Job.objects.visible().filter(enterprise=enterprise).for_cards().order_by("-first_published_at", "-pk")[:MAX_JOBS])

    today = timezone.localdate()
    return [job for job in shared(f"talent:jobs-of:{enterprise.pk}", read) if job.valid_until >= today]
