"""The two models that a domain derives from: what is offered, and one person's place in it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text
from portal.enrolment.querysets import ENROLLED, OFFERED, WAITING, EnrolmentQuerySet

EnrolmentManager = models.Manager.from_queryset(EnrolmentQuerySet)


class Offer(models.Model):
    """So many places, to be applied for until a day; stands before the record base class.

    A subclass has a manager made from :class:`portal.enrolment.querysets.OfferQuerySet` whose ``visible()`` says who may apply at all,
    names ``closed_at`` in ``fields_kept_outside_revisions`` if it has revisions, and is named by an :class:`Enrolment` of its domain
    through a foreign key ``offer`` with the related name ``enrolments``.
    """

    # Made by the foreign key of the domain's enrolment.
    enrolments: Any
    # Whether those who come when all places are taken wait for one.
    has_waiting_list = False

    quota = models.PositiveSmallIntegerField(_("名额"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    apply_until = models.DateField(_("报名截止"))
    closed_at = models.DateTimeField(_("停止报名时间"), null=True, editable=False)

    class Meta:
        abstract = True

    @cached_property
    def taken(self) -> int:
        """How many places are taken; a list reads it for all its rows at once (``with_taken``)."""
        return self.enrolments.holding().count() if self.pk else 0

    @property
    def places_left(self) -> int:
        """How many places nobody has taken."""
        return max(0, self.quota - self.taken)

    def takes_enrolments(self) -> bool:
        """Return whether people may apply today, be it for the waiting list."""
        return self.closed_at is None and self.apply_until >= timezone.localdate()

    def fills_places(self) -> bool:
        """Return whether a place that is given back still goes to the next of the waiting list."""
        return True

    def offers_until(self) -> datetime | None:
        """Return until when whoever is next keeps a free place while they have not said that they come; nothing: they have it at once."""
        return None

    def organisers(self) -> list:
        """Return the users who hear of each enrolment."""
        return []

    def may_see_participants(self, user) -> bool:
        """Return whether a user may see names and phones of those who come."""
        raise NotImplementedError

    def may_close(self, user) -> bool:
        """Return whether a user may end applications; by default who may see the participants."""
        return self.may_see_participants(user)


class Enrolment(models.Model):
    """One person's place, or place in the waiting list, with the name and phone passed to whoever runs the offer."""

    class State(models.TextChoices):
        ENROLLED = ENROLLED, _("已报名")
        OFFERED = OFFERED, _("待确认")
        WAITING = WAITING, _("候补中")

    offer: models.ForeignKey[Any, Any]
    # Code of the consent that is given with each enrolment.
    purpose = ""
    # What the person ticks: to whom name and phone are passed on, and what for.
    consent_label: str | Promise = ""
    # What is emptied when the place is given back.
    personal_fields: tuple[str, ...] = ("name", "phone")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("报名人"), on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss"
    )
    name = EncryptedTextField(_("姓名"), max_length=30, blank=True, default="")
    phone = EncryptedTextField(_("手机号码"), max_length=11, blank=True, default="")
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.ENROLLED)
    taken_at = models.DateTimeField(_("报名时间"), default=timezone.now)
    offered_until = models.DateTimeField(_("请在此前确认"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)

    objects = EnrolmentManager()

    class Meta:
        abstract = True
        ordering = ["taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "user"], condition=models.Q(cancelled_at=None), name="%(app_label)s_%(class)s_one_standing"
            )
        ]

    def __str__(self):
        return f"{self.offer} {day_text(self.taken_at)}"

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands; by default the page of the offer."""
        return self.offer.get_absolute_url()
