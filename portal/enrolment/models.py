"""The models that a domain derives from: what is offered, one person's place in it, and, where it is held on days, who came."""

from datetime import date, datetime, time, timedelta
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

# The most places that one offer may have.
MOST_PLACES = 500

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

    quota = models.PositiveSmallIntegerField(_("名额"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)])
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


class AttendedOffer(Offer):
    """An offer that is held on days, at which people are noted as there; whoever is next is offered a free place for a time.

    The domain's enrolment is an :class:`AttendedEnrolment`, and its :class:`Attendance` names it through a foreign key ``enrolment`` with
    the related name ``attendances``.
    """

    has_waiting_list = True

    class Meta:
        abstract = True

    def span(self) -> tuple[date, date]:
        """Return its first and last day."""
        raise NotImplementedError

    def may_keep_register(self, user) -> bool:
        """Return whether a user notes who came."""
        raise NotImplementedError

    def get_check_in_url(self) -> str:
        """Return the page that the square at the door opens."""
        raise NotImplementedError

    def days(self) -> list[date]:
        """Return all its days."""
        first, last = self.span()
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def days_held(self) -> list[date]:
        """Return its days up to today."""
        today = timezone.localdate()
        return [day for day in self.days() if day <= today]

    def is_held_today(self) -> bool:
        """Return whether today is one of its days."""
        first, last = self.span()
        return first <= timezone.localdate() <= last

    def is_over(self) -> bool:
        """Return whether its last day has come."""
        return self.span()[1] <= timezone.localdate()

    def offers_until(self) -> datetime:
        """Return the moment after so many hours (setting ``ENROLMENT_OFFER_HOURS``), but not after its first day has begun."""
        begins = timezone.make_aware(datetime.combine(self.span()[0], time.min))
        return min(timezone.now() + timedelta(hours=settings.ENROLMENT_OFFER_HOURS), begins)

    def fills_places(self) -> bool:
        """Return whether its first day has not come."""
        return self.span()[0] > timezone.localdate()


class Enrolment(models.Model):
    """One person's place, or place in the waiting list, with the name and phone passed to whoever runs the offer."""

    class State(models.TextChoices):
        ENROLLED = ENROLLED, _("已报名")
        OFFERED = OFFERED, _("待确认")
        WAITING = WAITING, _("候补中")

    offer: models.ForeignKey[Any, Any]
    # Code of the consent that is given with each enrolment.
    purpose = ""
    # Codes of consents that may be given beside it, and end with the place.
    further_purposes: tuple[str, ...] = ()
    # What the person ticks: to whom name and phone are passed on, and what for.
    consent_label: str | Promise = ""
    # What is emptied when the place is given back.
    personal_fields: tuple[str, ...] = ("name", "phone")

    # Nobody for a person without an account for whom somebody else has taken the place (:mod:`portal.acting`).
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("报名人"), null=True, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss"
    )
    name = EncryptedTextField(_("姓名"), max_length=30, blank=True, default="")
    phone = EncryptedTextField(_("手机号码"), max_length=11, blank=True, default="")
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.ENROLLED)
    taken_at = models.DateTimeField(_("报名时间"), default=timezone.now)
    offered_until = models.DateTimeField(_("请在此前确认"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("取消时间"), null=True)
    forgotten_at = models.DateTimeField(_("清除联系方式的时间"), null=True, editable=False)

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

    @property
    def shown_name(self) -> str:
        """The name as lists show it, also once it is no longer kept."""
        return self.name or str(_("（已到期清除）") if self.forgotten_at else "")

    @property
    def told(self):
        """Who hears of it; by default the person."""
        return self.user

    @property
    def told_of(self) -> str:
        """What it is about, in the words of a message."""
        return str(self.offer)

    @property
    def remark(self) -> str:
        """What the list of participants says beside the state; the domain's own, by default nothing."""
        return ""

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands; by default the page of the offer."""
        return self.offer.get_absolute_url()


class AttendedEnrolment(Enrolment):
    """A place in something that is held on days."""

    # Made by the foreign key of the domain's attendance.
    attendances: Any

    reminded_at = models.DateTimeField(_("提醒时间"), null=True, blank=True, editable=False)

    class Meta(Enrolment.Meta):
        abstract = True

    def is_held_today(self) -> bool:
        """Return whether the person may say today that they are here."""
        return self.state == self.State.ENROLLED and self.offer.is_held_today()

    def days_attended(self) -> str:
        """Return the days on which the person was there, in words."""
        return "、".join(day_text(attendance.day) for attendance in self.attendances.all())


class Attendance(models.Model):
    """That somebody came on one of the days (R-TRAIN-8, R-ACT-5)."""

    class How(models.TextChoices):
        CODE = "code", _("本人签到")
        STAFF = "staff", _("工作人员登记")
        SHEET = "sheet", _("纸质签到表补录")

    enrolment: models.ForeignKey[Any, Any]

    day = models.DateField(_("日期"))
    how = models.CharField(_("签到方式"), max_length=5, choices=How)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField(_("登记时间"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "day"], name="%(app_label)s_%(class)s_once_a_day")]

    def __str__(self):
        return f"{self.enrolment} {day_text(self.day)}"

    def get_owner_url(self) -> str:
        """Return where the person sees it."""
        return self.enrolment.get_owner_url()
