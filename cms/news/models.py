"""News in columns, typical persons and cases, and the quarterly journal."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import ArticlePage
from cms.core.panels import body_panels
from cms.core.sending import PLACE
from cms.news.filters import JournalFilterSet, NewsFilterSet, StoryFilterSet
from cms.news.forms import NewsForm
from portal.core.cache import shared
from portal.core.moments import machine_text
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.emptiness import empty_pages
from portal.web.structured_data import nested, thing

NEWEST_FIRST = {"newest": (_("最新发布"), ("-published_at", "-pk")), "oldest": (_("最早发布"), ("published_at", "pk"))}


@moderated("news")
class NewsPage(ArticlePage):
    """An article (R-NEWS-1, R-NEWS-9)."""

    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        FieldPanel(PLACE),
        *ArticlePage.content_panels[:-1],
        *body_panels(),
        FieldPanel("cover"),
        MultiFieldPanel(ArticlePage.article_panels, heading=_("发布信息")),
    ]
    base_form_class = NewsForm
    parent_page_types = ["news.NewsColumnPage"]
    subpage_types = []
    page_description = _("一篇文章，放在某个新闻栏目下。")
    template = "pages/news/news_page.html"

    class Meta:
        verbose_name = _("文章")
        verbose_name_plural = _("文章")

    def structured_data(self, request, canonical):
        return [article_data(self, request, canonical)]


@moderated("page", reportable=False, gone=NOT_FOUND)
class NewsIndexPage(IndexPage):
    """All columns of news together (R-NEWS-1)."""

    item_model = NewsPage
    filterset_class = NewsFilterSet
    sorts = NEWEST_FIRST
    feed_column = "news"
    lists_children = False

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsColumnPage", "news.StoryIndexPage"]
    max_count_per_parent = 1
    page_description = _("新闻总栏目，下设各新闻栏目。")
    template = "pages/news/index.html"

    class Meta:
        verbose_name = _("新闻总栏目")
        verbose_name_plural = _("新闻总栏目")

    def columns(self):
        """Return the columns below that have something, stories among them, for the section's own menu."""
        return self.get_children().live().in_menu().exclude(pk__in=empty_pages()).order_by("path")

    def get_context(self, request, *args, **kwargs):
        columns = shared(f"news:columns:{self.pk}", lambda: list(self.columns()))
        return {**super().get_context(request, *args, **kwargs), "columns": columns}


@moderated("page", reportable=False, gone=NOT_FOUND)
class NewsColumnPage(IndexPage):
    """One column of news (R-NEWS-8, R-NEWS-10, R-SHOW-4)."""

    item_model = NewsPage
    filterset_class = NewsFilterSet
    sorts = NEWEST_FIRST

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = ["news.NewsPage"]
    page_description = _("一个新闻栏目，例如通知公告、发展成果。")
    template = "pages/news/index.html"

    class Meta:
        verbose_name = _("新闻栏目")
        verbose_name_plural = _("新闻栏目")

    @property
    def feed_column(self):
        return self.slug


@moderated("news", gone=NOT_FOUND)
class StoryPage(ArticlePage):
    """A typical person or a classic case; public only with the person's recorded consent (R-NEWS-3; PIPL art. 25)."""

    class Kind(models.TextChoices):
        PERSON = "person", _("典型人物")
        CASE = "case", _("经典案例")

    kind = models.CharField(_("类型"), max_length=8, choices=Kind, default=Kind.PERSON)
    person = models.CharField(_("人物或单位"), max_length=40)
    role = models.CharField(_("身份"), max_length=60, blank=True)
    town = models.ForeignKey("places.Town", verbose_name=_("乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consented_on = models.DateField(_("同意公开日期"), null=True, help_text=_("当事人单独同意公开的日期；没有记录不能发布。"))
    consent_scope = models.CharField(_("同意范围"), max_length=120, help_text=_("例如“同意公开姓名、事迹和照片”。"))
    consent_record = models.ForeignKey(
        "media.CustomDocument", verbose_name=_("同意书"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("person"), FieldPanel("role"), FieldPanel("town")], heading=_("人物或案例")),
        MultiFieldPanel([FieldPanel("consented_on"), FieldPanel("consent_scope"), FieldPanel("consent_record")], heading=_("当事人同意")),
        MultiFieldPanel(ArticlePage.article_panels, heading=_("发布信息")),
        *body_panels(),
    ]
    detail_relations = ("cover", "town")
    parent_page_types = ["news.StoryIndexPage"]
    subpage_types = []
    page_description = _("一位典型人物或一个经典案例，须有当事人同意记录才能发布。")
    template = "pages/news/story_page.html"

    class Meta:
        verbose_name = _("人物与案例")
        verbose_name_plural = _("人物与案例")

    def clean(self):
        super().clean()
        if self.consented_on and self.consented_on > timezone.localdate():
            raise ValidationError({"consented_on": ValidationError(_("同意日期不能晚于今天。"), code="future")})

    def structured_data(self, request, canonical):
        return [article_data(self, request, canonical)]


@moderated("page", reportable=False, gone=NOT_FOUND)
class StoryIndexPage(IndexPage):
    """Typical persons and cases, the column 明星人物 (R-NEWS-3, R-NEWS-10)."""

    item_model = StoryPage
    filterset_class = StoryFilterSet
    sorts = NEWEST_FIRST
    card_relations = ("town",)
    feed_column = "stories"

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = ["news.StoryPage"]
    max_count_per_parent = 1
    page_description = _("典型人物和经典案例的列表。")
    template = "pages/news/story_index.html"

    class Meta:
        verbose_name = _("人物与案例栏目")
        verbose_name_plural = _("人物与案例栏目")


@moderated("news")
class JournalIssuePage(ArticlePage):
    """One issue of the quarterly in-house journal with its PDF (R-NEWS-4)."""

    class Quarter(models.IntegerChoices):
        FIRST = 1, _("第一季度")
        SECOND = 2, _("第二季度")
        THIRD = 3, _("第三季度")
        FOURTH = 4, _("第四季度")

    year = models.PositiveSmallIntegerField(_("年份"))
    quarter = models.PositiveSmallIntegerField(_("季度"), choices=Quarter)
    number = models.CharField(_("期号"), max_length=30)
    contents = models.TextField(_("目录"), help_text=_("每行一条。"))
    pdf = models.ForeignKey("media.CustomDocument", verbose_name=_("PDF 文件"), null=True, on_delete=models.PROTECT, related_name="+")

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel([FieldPanel("year"), FieldPanel("quarter"), FieldPanel("number"), FieldPanel("published_at")], heading=_("期次")),
        FieldPanel("contents"),
        FieldPanel("pdf"),
    ]
    detail_relations = ("cover", "pdf")
    parent_page_types = ["news.JournalIndexPage"]
    subpage_types = []
    page_description = _("一期电子商务内刊，附 PDF。")
    template = "pages/news/journal_issue_page.html"

    class Meta:
        indexes = [models.Index(fields=["year", "quarter"], name="news_issue_by_quarter")]
        verbose_name = _("内刊")
        verbose_name_plural = _("内刊")

    def clean(self):
        super().clean()
        if self.pdf and self.pdf.file_extension.lower() != "pdf":
            raise ValidationError({"pdf": ValidationError(_("请选择 PDF 文件。"), code="pdf")})

    def content_lines(self) -> list[str]:
        """Return the table of contents line by line."""
        return [line.strip() for line in self.contents.splitlines() if line.strip()]


@moderated("page", reportable=False, gone=NOT_FOUND)
class JournalIndexPage(IndexPage):
    """The quarterly journal."""

    item_model = JournalIssuePage
    filterset_class = JournalFilterSet
    sorts = {"newest": (_("最新一期"), ("-year", "-quarter")), "oldest": (_("最早一期"), ("year", "quarter"))}
    card_relations = ("pdf",)
    feed_column = "journal"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.JournalIssuePage"]
    max_count_per_parent = 1
    page_description = _("电子商务内刊，每季度一期。")
    template = "pages/news/journal_index.html"

    class Meta:
        verbose_name = _("内刊栏目")
        verbose_name_plural = _("内刊栏目")


def article_data(page: ArticlePage, request, canonical: str) -> dict:
    """Return schema.org's NewsArticle of an article page."""
    centre = page.chrome(request).centre_name
    return thing(
        "NewsArticle",
        headline=page.title,
        description=page.summary,
        datePublished=machine_text(page.published_at),
        dateModified=machine_text(page.last_published_at),
        author=nested("Person", name=page.author) if page.author else nested("Organization", name=page.source or centre),
        correction=page.correction,
        publisher=nested("Organization", name=centre),
        image=page.share_image_url(request),
        mainEntityOfPage=canonical,
    )
