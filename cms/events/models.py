"""Events: forums, contests, salons, lectures, visits, fairs (R-ACT-2, R-ACT-3, R-ACT-5, R-SHOW-9)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.events.choices import EventKind
from cms.events.filters import EventFilterSet, moment_of_events
from portal.core import clock
from portal.core.fields import PhoneField
from portal.core.moments import machine_text
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.rows import Part
from portal.web.structured_data import nested, thing


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
    attendance = models.PositiveIntegerField(_("参加人数"), null=True, blank=True, help_text=_("活动结束后填写。"))
    sign_up = models.TextField(_("参加方式"), max_length=500, blank=True)
    result = models.TextField(_("活动总结"), max_length=1000, blank=True, help_text=_("活动结束后填写。"))
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("kind", "starts_at", "ends_at", "place", "town", "organiser", "contact_phone", "capacity", "sign_up"),
                    *("attendance", "result"),
                )
            ],
            heading=_("活动信息"),
        ),
        FieldPanel("body"),
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

    @property
    def phase(self) -> str:
        """``coming``, ``running`` or ``past`` now."""
        if not clock.has_come(self.starts_at):
            return "coming"
        return "past" if clock.has_come(self.ends_at) else "running"

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
