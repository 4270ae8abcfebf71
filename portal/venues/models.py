"""Venues, and bookings of them."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, SETTLEMENT, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.fields import ChoicesField, PhoneField
from portal.core.models import EditorialRecord
from portal.core.moments import day_text, hours_text
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.venues.querysets import BookingQuerySet, VenueQuerySet

_KEEPS = ("view", "change")


class Kind(models.TextChoices):
    """What rooms of a centre are for (R-SET-13)."""

    TALKS = "talks", _("洽谈室")
    CLASSROOM = "classroom", _("教室")
    MEETING = "meeting", _("会议室")
    LIVE = "live", _("直播间")
    STUDIO = "studio", _("摄影棚")


class Weekday(models.IntegerChoices):
    """Days of the week by their ISO number."""

    MONDAY = 1, _("周一")
    TUESDAY = 2, _("周二")
    WEDNESDAY = 3, _("周三")
    THURSDAY = 4, _("周四")
    FRIDAY = 5, _("周五")
    SATURDAY = 6, _("周六")
    SUNDAY = 7, _("周日")


@role_rights({SETTLEMENT: ("add", "change")})
@moderated("service")
class Venue(Moderated, EditorialRecord):
    """A room that settled firms may book, and the centre itself for its activities."""

    url_name = "venues:venue"
    detail_template = "pages/venues/venue.html"

    name = models.CharField(_("场地名称"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    place = models.CharField(_("位置"), max_length=120)
    seats = models.PositiveSmallIntegerField(_("可容纳人数"), validators=[MinValueValidator(1), MaxValueValidator(2000)])
    equipment = models.CharField(_("设备"), max_length=200, blank=True, help_text=_("用顿号分开，例如“投影仪、白板、补光灯”。"))
    introduction = models.TextField(_("场地介绍"), max_length=800)
    rules = models.TextField(_("使用须知"), max_length=800, blank=True)
    open_days = ChoicesField(_("开放日"), choices_class=Weekday)
    opens_at = models.TimeField(_("开放时间"))
    closes_at = models.TimeField(_("关闭时间"))
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    phone = PhoneField(_("咨询电话"), blank=True)

    objects = VenueQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("场地")
        verbose_name_plural = _("场地")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="venues_venue_newest"),
            models.Index(fields=["-seats", "name"], name="venues_venue_by_seats"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("关闭时间要晚于开放时间。")})

    @property
    def summary(self) -> str:
        """One line for lists and feeds."""
        return "，".join(filter(None, [str(self.get_kind_display()), self.place, self.equipment]))

    def is_open_on(self, day) -> bool:
        """Return whether the venue is open on a day of the week such as ``day``."""
        return day.isoweekday() in self.open_days


@role_rights({SETTLEMENT: _KEEPS, CLERK: _KEEPS, OPERATOR: _KEEPS, DIRECTOR: _KEEPS})
class Booking(models.Model):
    """A venue for some hours of one day; who asks first has it until staff refuse.

    Where staff reserve a venue for an activity of the centre it ``is_internal``; a firm's booking may outlive the firm. What is over is
    told by the time, not by a state.
    """

    class State(models.TextChoices):
        """Moved by :mod:`portal.venues.services` alone."""

        REQUESTED = "requested", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("不能安排")
        CANCELLED = "cancelled", _("已取消")

    # Code of the consent that is given with each booking of an enterprise.
    purpose_of_consent = "venue_booking"

    venue = models.ForeignKey(Venue, verbose_name=_("场地"), on_delete=models.PROTECT, related_name="bookings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("预订人"), null=True, on_delete=models.SET_NULL, related_name="venue_bookings"
    )
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), null=True, blank=True, on_delete=models.SET_NULL, related_name="venue_bookings"
    )
    is_internal = models.BooleanField(_("中心自用"), default=False, editable=False)
    day = models.DateField(_("日期"))
    starts_at = models.TimeField(_("开始时间"))
    ends_at = models.TimeField(_("结束时间"))
    purpose = models.CharField(_("用途"), max_length=100)
    people = models.PositiveSmallIntegerField(_("人数"), validators=[MinValueValidator(1)])
    name = EncryptedTextField(_("联系人"), max_length=30, blank=True, default="")
    phone = EncryptedTextField(_("联系电话"), max_length=11, blank=True, default="")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.REQUESTED)
    refusal = models.CharField(_("原因"), max_length=200, blank=True, default="")
    requested_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    reminded_at = models.DateTimeField(_("催办时间"), null=True, editable=False)
    forgotten_at = models.DateTimeField(_("联系方式清除时间"), null=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("场地预订")
        verbose_name_plural = _("场地预订")
        ordering = ["day", "starts_at", "pk"]
        indexes = [models.Index(fields=["venue", "day"], name="venues_booking_of_day")]
        constraints = [models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="venues_booking_ends_later")]

    def __str__(self):
        return f"{self.venue} {day_text(self.day)} {self.hours}"

    @property
    def hours(self) -> str:
        """From when to when, in words."""
        return hours_text(self.starts_at, self.ends_at)

    @property
    def holder(self) -> str:
        """Whose booking it is, in words."""
        return str(_("中心自用")) if self.is_internal else str(self.enterprise or _("企业已不在名录"))

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return timezone.make_aware(datetime.combine(self.day, self.ends_at)) <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the venue from others."""
        return self.state in {self.State.REQUESTED, self.State.CONFIRMED} and not self.is_over

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands."""
        return reverse("venues:my")
