"""Media coverage and new online entities as tables."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import audit
from portal.core.moments import day_text
from portal.core.text import clean_line, folded
from portal.enterprises.resources import enterprise_column
from portal.sheets.columns import Column, column
from portal.sheets.registry import register
from portal.sheets.resources import RecordResource, Resource, slug_column
from portal.targets.models import MediaReport, OnlineEntity
from portal.targets.models.entities import ENTITY_FACTS


@register
class MediaReportResource(RecordResource):
    """Reports of the media; copies are not in tables."""

    kind = "media-coverage"
    title = gettext_lazy("宣传报道")
    model = MediaReport
    name = "title"
    examples = (
        {
            "slug": "example-report",
            "title": gettext_lazy("村里的快递点，连起城里的餐桌"),
            "medium": gettext_lazy("县融媒体中心"),
            "level": gettext_lazy("县级"),
            "published_on": "2026-03-10",
            "link": "https://news.example.cn/2026/0310.html",
            "author": gettext_lazy("王某"),
        },
    )

    def build_columns(self):
        names = ("medium", "level", "published_on", "author")
        return [
            slug_column(),
            column(MediaReport, "title", width=50),
            *(column(MediaReport, name) for name in names),
            column(MediaReport, "link", width=50),
        ]

    def check_row(self, obj, created):
        """Refuse a report that is in the register already: a table that is sent twice must not stand there twice."""
        super().check_row(obj, created)
        same = MediaReport.objects.filter(published_on=obj.published_on) if created else ()
        if any(folded(f"{row.medium} {row.title}") == folded(f"{obj.medium} {obj.title}") for row in same):
            told = {"day": day_text(obj.published_on), "medium": obj.medium, "title": obj.title}
            raise ValidationError({"title": _("已登记过：%(medium)s %(day)s《%(title)s》。要修改的请填写它的网址别名。") % told})


class NameColumn(Column):
    """A name by which rows are found, with its punctuation as it is."""

    def fold(self, text):
        return clean_line(text)


@register
class OnlineEntityResource(Resource):
    """New online entities, by name: each once."""

    kind = "online-entities"
    title = gettext_lazy("新增网络经营主体")
    model = OnlineEntity
    key = "name"
    examples = (
        {
            "name": gettext_lazy("某某镇山货小店"),
            "method": gettext_lazy("培训"),
            "started_on": "2026-05-10",
            "licence_date": "2026-05-06",
            "shop_link": "https://shop.example.cn/",
        },
    )

    def build_columns(self):
        names = ("method", "started_on", "licence_date", "shop_link", "note")
        return [
            column(OnlineEntity, "name", NameColumn, width=30),
            enterprise_column(gettext_lazy("名录里的企业"), "enterprise", width=30),
            *(column(OnlineEntity, name) for name in names),
        ]

    def save(self, obj, created, publish):
        stored = OnlineEntity.objects.values(*ENTITY_FACTS)
        before = None if created else stored.get(pk=obj.pk)
        super().save(obj, created, publish)
        audit.record(
            f"targets.entity_{'added' if created else 'changed'}", obj, actor=self.user, before=before, after=stored.get(pk=obj.pk)
        )
