"""Articles as a table."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.resources import BODY_FORMAT, PageResource, body_column
from cms.news.models import NewsColumnPage, NewsIndexPage, NewsPage
from portal.sheets.columns import column
from portal.sheets.registry import register
from portal.sheets.relations import ReferenceColumn
from portal.sheets.resources import slug_column


class NewsColumnColumn(ReferenceColumn):
    """The column of news below which an article stands; an article is not moved by a table, because that shows at once."""

    def read(self, obj):
        column_page = self.parent(obj)
        return self.label(column_page.pk) if column_page else ""

    def parent(self, obj):
        """Return the column page of an article, stored or new."""
        if obj.pk is None:
            return getattr(obj, "news_column", None)
        path = obj.path[: -obj.steplen]
        return next((page for page in self.objects.values() if page.path == path), None)

    def write(self, obj, text):
        named = self.resolve(text)
        if obj.pk is not None and named != self.parent(obj):
            raise ValidationError(
                _("这篇文章在“%(column)s”栏目。移动文章请在页面管理中进行；要另建一篇，请换一个网址别名。"),
                params={"column": self.read(obj)},
            )
        obj.news_column = named


@register
class NewsResource(PageResource):
    """Articles, each below the column that its row names."""

    kind = "news"
    title = gettext_lazy("新闻")
    model = NewsPage
    section_model = NewsIndexPage
    examples = (
        {
            "slug": "example-training-notice",
            "title": gettext_lazy("关于举办电商培训班的通知"),
            "summary": gettext_lazy("本月开班，免费参加，请到中心报名。"),
            "published_at": "2026-03-15 09:30",
            "source": "",
            "author": gettext_lazy("编辑部"),
            "body": BODY_FORMAT,
        },
    )

    def build_columns(self):
        self.news_column = NewsColumnColumn(
            _("栏目"), "news_column", queryset=self._news_columns, keys=("title", "slug"), listed=True, required=True
        )
        return [
            slug_column(),
            self.news_column,
            column(NewsPage, "title", heading=_("标题"), width=40),
            column(NewsPage, "summary", width=40),
            column(NewsPage, "published_at", help=_("留空表示导入时间。"), width=20),
            column(NewsPage, "source"),
            column(NewsPage, "author"),
            body_column(NewsPage),
        ]

    def _news_columns(self):
        section = self.section()
        return NewsColumnPage.objects.child_of(section).order_by("path") if section else NewsColumnPage.objects.none()

    def parent_of(self, page):
        return self.news_column.parent(page)

    def match_key(self, cells):
        return (cells["news_column"], cells["slug"])

    def choose(self, candidates, cells):
        """Return the article in the row's column, else the only one of that name, whose column the row then names wrongly."""
        try:
            wanted = self.news_column.resolve(cells["news_column"]) if cells["news_column"] else None
        except ValidationError:
            wanted = None
        inside = [page for page in candidates if wanted and page.path.startswith(wanted.path)]
        return (inside or candidates or [None])[0]
