"""Culture: customs, performances, crafts, food and history (R-SHOW-3, R-NEWS-10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.core.panels import body_panels
from cms.culture.choices import CultureKind
from cms.culture.filters import CultureFilterSet
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.web.structured_data import thing


@moderated("culture")
class CulturePage(BasePage):
    """One subject of local culture."""

    kind = models.CharField(_("类型"), max_length=12, choices=CultureKind)
    town = models.ForeignKey("places.Town", verbose_name=_("乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("town")], heading=_("分类")),
        *body_panels(),
    ]
    detail_relations = ("cover", "town")
    parent_page_types = ["culture.CultureIndexPage"]
    subpage_types = []
    page_description = _("一个文化主题。")
    template = "pages/culture/culture_page.html"

    class Meta:
        verbose_name = _("文化")
        verbose_name_plural = _("文化")

    def structured_data(self, request, canonical):
        return [thing("CreativeWork", name=self.title, description=self.summary, image=self.share_image_url(request), url=canonical)]


@moderated("page", reportable=False, gone=NOT_FOUND)
class CultureIndexPage(IndexPage):
    """The culture section's list."""

    item_model = CulturePage
    filterset_class = CultureFilterSet
    sorts = {"newest": (_("最近更新"), ("-last_published_at", "-pk")), "name": (_("按名称"), ("title", "pk"))}
    card_relations = ("town",)
    feed_column = "culture"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["culture.CulturePage"]
    max_count_per_parent = 1
    page_description = _("文化栏目。")
    template = "pages/culture/index.html"

    class Meta:
        verbose_name = _("文化栏目")
        verbose_name_plural = _("文化栏目")
