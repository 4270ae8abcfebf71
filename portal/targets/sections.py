"""The section of media coverage."""

from django.utils.translation import gettext_lazy as _

from portal.core.moments import machine_text
from portal.targets.filters import MediaReportFilterSet
from portal.targets.models import MediaReport
from portal.targets.views import MediaReportList
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import nested, thing


def report_data(_request, record: MediaReport) -> dict:
    """Return the schema.org object of a report, which is the medium's and not this site's."""
    return thing(
        "NewsArticle",
        headline=record.title,
        datePublished=machine_text(record.published_on),
        url=record.shown_link,
        publisher=nested("NewsMediaOrganization", name=record.medium),
        author=nested("Person", name=record.author) if record.author else None,
    )


# R-NEWS-2
MEDIA = register_section(
    Section(
        MediaReport,
        _("媒体报道"),
        "/news/media/",
        description=_("县、市、省和国家级媒体对本县电子商务工作的报道。"),
        filterset=MediaReportFilterSet,
        sorts={"newest": (_("最近刊发"), ("-published_on", "-pk")), "oldest": (_("最早刊发"), ("published_on", "pk"))},
        list_template="pages/targets/media.html",
        rows_template="components/record-list/media-reports.html",
        list_name="media-reports",
        list_view=MediaReportList,
        structured_data=report_data,
        feed="media",
        search=SearchKind("media", _("媒体报道"), keywords=("medium", "get_level_display", "author"), category="get_level_display"),
        order=120,
    )
)
