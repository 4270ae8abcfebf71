"""Sights as a table."""

from django.utils.translation import gettext_lazy as _

from cms.core.resources import BODY_FORMAT, ChannelsColumn, PageResource, body_column
from cms.tourism.models import SightPage, TourismChannel, TourismIndexPage
from portal.places.resources import town_column
from portal.sheets.columns import CodeColumn, column
from portal.sheets.registry import register
from portal.sheets.resources import slug_column


@register
class SightResource(PageResource):
    """Sights, below the tourism section."""

    kind = "sights"
    title = _("景点")
    model = SightPage
    section_model = TourismIndexPage
    examples = (
        {
            "slug": "example-cloud-valley",
            "title": _("云谷"),
            "summary": _("溪水、古桥和竹林，适合半天步行。"),
            "address": _("云雾村"),
            "open_hours": _("全天"),
            "ticket": _("免费"),
            "best_months": _("4 月、5 月、10 月"),
            "phone": "0715-0001234",
            "longitude": "113.85",
            "latitude": "29.25",
            "channels": _("携程|云谷游客中心|https://www.ctrip.com/"),
            "body": BODY_FORMAT,
        },
    )

    def build_columns(self):
        names = ("grade", "address", "open_hours", "ticket", "best_months")
        return [
            slug_column(),
            column(SightPage, "title", heading=_("标题"), width=30),
            column(SightPage, "summary", width=40),
            town_column(_("乡镇")),
            *(column(SightPage, name) for name in names),
            column(SightPage, "phone", CodeColumn),
            *(column(SightPage, name) for name in ("price", "price_unit", "longitude", "latitude")),
            ChannelsColumn(TourismChannel),
            body_column(SightPage),
        ]
