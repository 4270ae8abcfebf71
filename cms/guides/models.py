"""Service guides with the eight fixed elements, and plain pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import BasePage
from cms.core.panels import body_panels
from cms.guides.choices import Audience, GuideKind
from cms.guides.filters import GuideFilterSet
from portal.core.fields import ChoicesField, PhoneField
from portal.identity.services import identity_for
from portal.identity.sites import site_for
from portal.identity.structured_data import organization
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.targets.public import charts_for_everybody
from portal.web.structured_data import nested, thing

_RICH = ["bold", "ul", "ol", "link", "document-link"]


@moderated("service")
class GuidePage(BasePage):
    """How to get something done: the eight elements that a service guide must have (domain.md §3; R-CAT-8, R-XB-1 to R-XB-6)."""

    kind = models.CharField(_("类型"), max_length=12, choices=GuideKind, default=GuideKind.GUIDE)
    audience = ChoicesField(_("适用对象"), choices_class=Audience, blank=True)
    item_name = models.CharField(_("事项名称"), max_length=80)
    basis = RichTextField(_("设定依据"), features=_RICH)
    conditions = RichTextField(_("申请条件"), features=_RICH)
    materials = RichTextField(_("办理材料"), features=_RICH)
    place = models.CharField(_("办理地点"), max_length=150)
    hours = models.CharField(_("办理时间"), max_length=120)
    phone = PhoneField(_("联系电话"))
    process = RichTextField(_("办理流程"), features=_RICH)
    online_name = models.CharField(_("网上办理平台"), max_length=40, blank=True, help_text=_("例如“中国国际贸易单一窗口”。"))
    online_url = models.URLField(_("网上办理网址"), blank=True, help_text=_("主管部门或平台的官方网址，本站不代办。"))
    note = models.CharField(_("特别说明"), max_length=300, blank=True)

    ELEMENTS = ("item_name", "basis", "conditions", "materials", "place", "hours", "phone", "process")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("audience")], heading=_("分类")),
        MultiFieldPanel([FieldPanel(name) for name in ELEMENTS], heading=_("办事指南八要素")),
        MultiFieldPanel([FieldPanel("online_name"), FieldPanel("online_url")], heading=_("网上办理")),
        FieldPanel("note"),
    ]
    parent_page_types = ["guides.GuideIndexPage"]
    subpage_types = []
    page_description = _("一项办事指南，八个要素必须齐全。")
    template = "pages/guides/guide_page.html"

    class Meta:
        verbose_name = _("办事指南")
        verbose_name_plural = _("办事指南")

    def clean(self):
        super().clean()
        if bool(self.online_name) != bool(self.online_url):
            raise ValidationError({"online_url": ValidationError(_("网上办理的平台名称和网址请一起填写。"), code="incomplete")})

    def structured_data(self, request, canonical):
        centre = self.chrome(request).centre_name
        return [
            thing(
                "GovernmentService",
                name=self.item_name,
                description=self.summary,
                provider=nested("Organization", name=centre),
                availableChannel=nested(
                    "ServiceChannel", servicePhone=nested("ContactPoint", telephone=self.phone), serviceUrl=self.online_url
                ),
                url=canonical,
            )
        ]


@moderated("page", reportable=False, gone=NOT_FOUND)
class GuideIndexPage(IndexPage):
    """The guides' list."""

    item_model = GuidePage
    filterset_class = GuideFilterSet
    sorts = {"section": (_("按栏目顺序"), ("path",)), "name": (_("按名称"), ("title", "pk"))}
    feed_column = "guides"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["guides.GuidePage"]
    max_count_per_parent = 1
    page_description = _("办事指南栏目。")
    template = "pages/guides/index.html"

    class Meta:
        verbose_name = _("办事指南栏目")
        verbose_name_plural = _("办事指南栏目")


@moderated("page")
class StandardPage(BasePage):
    """A plain page, such as "about the centre"; it may show the disclosures kept in the site's identity."""

    show_identity = models.BooleanField(
        _("显示机构公开信息"), default=False, help_text=_("在正文后显示“站点信息”中的机构架构、职责、功能区、联系方式等。")
    )
    show_targets = models.BooleanField(
        _("显示工作目标"), default=False, help_text=_("在正文后用图和表显示“设置 → 工作指标”里向公众显示的指标。")
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"), blank=True)

    content_panels = [*BasePage.content_panels, *body_panels(), FieldPanel("show_identity"), FieldPanel("show_targets")]
    parent_page_types = ["home.HomePage", "guides.StandardPage"]
    subpage_types = ["guides.StandardPage"]
    page_description = _("普通页面，例如“关于中心”。")
    template = "pages/guides/standard_page.html"

    class Meta:
        verbose_name = _("普通页面")
        verbose_name_plural = _("普通页面")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = list(self.get_children().live().order_by("path"))
        if self.show_identity:
            context["identity"] = identity_for(site_for(request))
        if self.show_targets:
            context["targets"] = charts_for_everybody()
        return context

    def structured_data(self, request, canonical):
        chrome = self.chrome(request)
        return [thing("AboutPage" if self.show_identity else "WebPage", name=self.title, description=self.summary, url=canonical)] + (
            [organization(chrome, request)] if self.show_identity else []
        )
