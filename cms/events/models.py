"""Events: forums, contests, salons, lectures, visits, fairs, and who comes to them (R-ACT-2, R-ACT-3, R-ACT-5, R-SHOW-9)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.core.panels import body_panels
from cms.events.choices import EventKind
from cms.events.filters import EventFilterSet, moment_of_events
from cms.events.querysets import EventOfferQuerySet
from portal.accounts.roles import DIRECTOR, OPERATOR, role_rights
from portal.acting.models import PLACE_CONSENT, PlaceForSomebody
from portal.core import clock
from portal.core.fields import PhoneField
from portal.core.moments import machine_text, minute_text
from portal.enrolment import models as enrolments
from portal.enrolment.services import own_place
from portal.media.blocks import BodyBlock, ImageBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.rows import Part
from portal.web.structured_data import nested, thing
from portal.web.views import visitor

# Addresses below the section that are no event.
CALENDAR = "calendar"


@moderated("event")
class EventPage(BasePage):
    """One event, announced before and reported after."""

    kind = models.CharField(_("类型"), max_length=12, choices=EventKind)
    starts_at = models.DateTimeField(_("开始时间"), db_index=True)
    ends_at = models.DateTimeField(_("结束时间"), db_index=True)
    place = models.CharField(_("地点"), max_length=120)
    town = models.ForeignKey("places.Town", verbose_name=_("乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organiser = models.CharField(_("主办单位"), max_length=80, blank=True)
    contact_phone = PhoneField(_("联系电话"), blank=True)
    capacity = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    apply_until = models.DateField(
        _("网上报名截止"), null=True, blank=True, help_text=_("填写后可以在网上报名，须同时填写名额；留空的，按“参加方式”报名。")
    )
    attendance = models.PositiveIntegerField(
        _("参加人数"), null=True, blank=True, help_text=_("活动结束后填写；网上报名的活动可以不填，显示签到人数。")
    )
    sign_up = models.TextField(_("参加方式"), max_length=500, blank=True)
    result = models.TextField(_("活动总结"), max_length=1000, blank=True, help_text=_("活动结束后填写。"))
    photos = StreamField([("image", ImageBlock())], verbose_name=_("现场照片"), blank=True, help_text=_("活动结束后添加。"))
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("kind", "starts_at", "ends_at", "place", "town", "organiser", "contact_phone", "capacity", "apply_until", "sign_up"),
                    *("attendance", "result"),
                )
            ],
            heading=_("活动信息"),
        ),
        *body_panels(),
        FieldPanel("photos"),
    ]
    detail_relations = ("cover", "town")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types = []
    page_description = _("一场活动：事前发布安排，事后补充总结。")
    template = "pages/events/event_page.html"

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动")

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": ValidationError(_("结束时间不能早于开始时间。"), code="order")})
        if self.slug == CALENDAR:
            raise ValidationError({"slug": ValidationError(_("这个网址留给活动日历，请换一个。"), code="taken")})
        self._check_sign_up()

    def _check_sign_up(self) -> None:
        most = enrolments.MOST_PLACES
        if self.apply_until and not 1 <= (self.capacity or 0) <= most:
            raise ValidationError(
                {"capacity": ValidationError(_("网上报名要填写 1 到 %(most)d 个名额。") % {"most": most}, code="capacity")}
            )
        if self.apply_until and self.starts_at and self.apply_until > timezone.localdate(self.starts_at):
            raise ValidationError({"apply_until": ValidationError(_("报名截止不能晚于开始日期。"), code="order")})

    @property
    def phase(self) -> str:
        """``coming``, ``running`` or ``past`` now."""
        if not clock.has_come(self.starts_at):
            return "coming"
        return "past" if clock.has_come(self.ends_at) else "running"

    @property
    def people_came(self) -> int | None:
        """How many came: the typed number, or else how many were noted as there; nothing where nobody was."""
        if self.attendance is not None or not self.apply_until:
            return self.attendance
        return Attendance.objects.filter(enrolment__offer=self.pk).values("enrolment").distinct().count() or None

    def get_context(self, request, *args, **kwargs):
        # The page itself is shared between requests; what changes with every sign-up is not kept on it.
        offer = EventOffer.objects.with_taken().select_related("event").filter(pk=self.pk).first() if self.apply_until else None
        place = own_place(offer, visitor(request)) if offer else None
        return {**super().get_context(request, *args, **kwargs), "offer": offer, "place": place, "came": self.people_came}

    def structured_data(self, request, canonical):
        return [
            thing(
                "Event",
                name=self.title,
                description=self.summary,
                startDate=machine_text(self.starts_at),
                endDate=machine_text(self.ends_at),
                eventStatus="https://schema.org/EventScheduled",
                location=nested("Place", name=self.place, address=self.place),
                organizer=nested("Organization", name=self.organiser or self.chrome(request).centre_name),
                image=self.share_image_url(request),
                url=canonical,
            )
        ]


def _agenda(_rows: QuerySet) -> list[Part]:
    """Return the events that have not ended, the soonest first, and then the past, the latest first."""
    now = moment_of_events()
    return [Part(("starts_at", "pk"), {"ends_at__gte": now}), Part(("-starts_at", "pk"), {"ends_at__lt": now}, rest=True)]


@moderated("page", reportable=False, gone=NOT_FOUND)
class EventIndexPage(IndexPage):
    """The calendar of events: the coming ones first, the soonest at the top, then the past, the latest first."""

    item_model = EventPage
    filterset_class = EventFilterSet
    sorts = {
        "agenda": (_("即将举行在前"), _agenda),
        "newest": (_("时间从近到远"), ("-starts_at", "-pk")),
    }
    card_relations = ("town",)
    feed_column = "events"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    page_description = _("活动栏目。")
    template = "pages/events/index.html"

    class Meta:
        verbose_name = _("活动栏目")
        verbose_name_plural = _("活动栏目")


class EventOffer(enrolments.AttendedOffer):
    """The places of an event whose page lets people sign up; saving the page keeps it (ADR events-sign-up).

    A row beside the page: revisions and previews never touch it, and its row is the lock of the places.
    """

    event = models.OneToOneField(EventPage, verbose_name=_("活动"), on_delete=models.CASCADE, primary_key=True, related_name="offer")

    objects = EventOfferQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动报名设置")

    def __str__(self):
        return self.event.title

    @property
    def slug(self) -> str:
        """The name in the address of the event."""
        return self.event.slug

    @property
    def summary(self) -> str:
        """When and where, in one line for the papers."""
        return f"{minute_text(self.event.starts_at)} {self.event.place}"

    def get_absolute_url(self) -> str:
        """Return the page of the event."""
        return self.event.get_absolute_url()

    def get_check_in_url(self) -> str:
        """Return the page that the square at the door opens."""
        return reverse("events:check-in", args=[self.slug])

    def span(self) -> tuple[date, date]:
        """Return the first and the last day of the event."""
        return timezone.localdate(self.event.starts_at), timezone.localdate(self.event.ends_at)

    def takes_enrolments(self) -> bool:
        """Return whether people may apply today: not once the event has begun."""
        return super().takes_enrolments() and not clock.has_come(self.event.starts_at)

    def may_see_participants(self, user) -> bool:
        """Return whether a member of staff keeps the lists of participants."""
        return user.has_perm("events.view_enrolment")

    def may_close(self, user) -> bool:
        """Return whether a member of staff runs events."""
        return user.has_perm("events.change_enrolment")

    def may_keep_register(self, user) -> bool:
        """Return whether a member of staff notes who came."""
        return user.has_perm("events.change_enrolment")


@role_rights({OPERATOR: ("view", "change"), DIRECTOR: ("view", "change")})
class Enrolment(PlaceForSomebody, enrolments.AttendedEnrolment):
    """One person's place at an event, or place in its waiting list."""

    purpose = "event_to_organiser"
    further_purposes = (PLACE_CONSENT,)
    own_page = "events:my"
    offer_joins = "offer__event"
    consent_label = _("我同意把姓名和手机号码交给活动的主办单位，只用于这次活动")

    offer = models.ForeignKey(EventOffer, verbose_name=_("活动"), on_delete=models.PROTECT, related_name="enrolments")

    class Meta(enrolments.AttendedEnrolment.Meta):
        verbose_name = _("活动报名")
        verbose_name_plural = _("活动报名")

    def facts(self) -> dict[str, str]:
        """Return what became of the place, by label, as the person reads it in what is kept about them."""
        return {str(_("签到")): self.days_attended()}


class Attendance(enrolments.Attendance):
    """That somebody came to an event on one of its days (R-ACT-5)."""

    enrolment = models.ForeignKey(Enrolment, verbose_name=_("活动报名"), on_delete=models.CASCADE, related_name="attendances")

    class Meta(enrolments.Attendance.Meta):
        verbose_name = _("活动签到")
        verbose_name_plural = _("活动签到")


class SalonAlert(models.Model):
    """That staff have been told that a month has no salon; once for each month (R-ACT-2)."""

    month = models.DateField(_("月份"), unique=True)
    told_at = models.DateTimeField(_("提醒时间"), default=timezone.now)

    class Meta:
        verbose_name = _("沙龙提醒")
        verbose_name_plural = _("沙龙提醒")
        ordering = ["-month"]

    def __str__(self):
        return str(_("%(year)d年%(month)d月") % {"year": self.month.year, "month": self.month.month})

    def get_owner_url(self) -> str:
        """Return where staff see what is held."""
        return reverse("events_figures")
