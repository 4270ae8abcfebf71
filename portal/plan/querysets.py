"""Who sees what of the plan: a department its own, the director all of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

# Sees every department's plan, comments on it and checks the work.
OVERSEE = "plan.oversee_plan"


def oversees(user) -> bool:
    """Return whether somebody sees every department's work."""
    return user.has_perm(OVERSEE)


class DepartmentQuerySet(models.QuerySet):
    """Departments of the centre."""

    def of(self, user):
        """Return the departments that somebody leads or works in, each once."""
        members = self.model.members.through.objects.filter(user=user)
        return self.filter(Q(head=user) | Q(pk__in=members.values("department")))

    def seen_by(self, user):
        """Return the departments whose plans somebody may read."""
        return self.all() if oversees(user) else self.of(user)


class TaskQuerySet(models.QuerySet):
    """Tasks of the phases."""

    def seen_by(self, user):
        """Return what somebody may read: their departments' tasks and their own."""
        departments = self.model._meta.get_field("department").related_model.objects.of(user)
        return self.all() if oversees(user) else self.filter(Q(owner=user) | Q(department__in=departments))

    def moved_by(self, user):
        """Return what somebody may move: their own tasks and those of the departments that they lead."""
        return self.all() if oversees(user) else self.filter(Q(owner=user) | Q(department__head=user))

    def late(self):
        """Return the tasks that are not done and whose day has gone."""
        return self.exclude(state="done").filter(due_on__lt=timezone.localdate())

    def late_first(self):
        """Return them in the order in which they are owed: what is not done first, the oldest day first."""
        return self.annotate(is_done=models.Case(models.When(state="done", then=1), default=0)).order_by("is_done", "due_on", "pk")


class CheckQuerySet(models.QuerySet):
    """Daily checks."""

    def open(self):
        """Return those that nobody has answered."""
        return self.filter(answered_at=None)

    def seen_by(self, user):
        """Return the checks that somebody has made or has to answer, those of departments that they lead, or all of them."""
        of_department = Q(task__department__head=user) | Q(line__plan__department__head=user)
        return self.all() if oversees(user) else self.filter(Q(owner=user) | Q(checked_by=user) | of_department)
