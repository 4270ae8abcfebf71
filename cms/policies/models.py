"""The policy library."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField

from cms.core.indexes import IndexPage
from cms.core.pages import ArticlePage
from cms.core.panels import body_panels
from cms.policies.choices import Status, Subject
from cms.policies.filters import PolicyFilterSet
from portal.media.blocks import BodyBlock
from portal.moderation.registry import NOT_FOUND, moderated
from portal.policy_calls.choices import Level
from portal.policy_calls.models import PolicyCall
from portal.web.rows import values_first
from portal.web.structured_data import nested, thing


@moderated("policy")
class PolicyPage(ArticlePage):
    """A policy document: number, issuer, dates, validity and its explanation (R-POL-1, R-POL-3, R-POL-5)."""

    document_number = models.CharField(_("文号"), max_length=60, blank=True, help_text=_("例如“隽政办函〔2019〕58号”；没有文号可留空。"))
    issuer = models.CharField(_("发文机关"), max_length=80)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    expires_on = models.DateField(_("失效日期"), null=True, blank=True)
    status = models.CharField(_("效力状态"), max_length=8, choices=Status, default=Status.VALID)
    level = models.CharField(_("层级"), max_length=12, choices=Level)
    subject = models.CharField(_("主题"), max_length=12, choices=Subject)
    interpretation = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("解读"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    source_url = models.URLField(_("原文网址"), blank=True)
    document = models.ForeignKey(
        "media.CustomDocument", verbose_name=_("原文文件"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), verbose_name=_("正文"))

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("document_number", "issuer", "issued_on", "effective_on", "expires_on", "status", "level", "subject")
            ],
            heading=_("文件信息"),
        ),
        PageChooserPanel("interpretation", ["news.NewsPage", "policies.PolicyPage"]),
        FieldPanel("source_url"),
        FieldPanel("document"),
        MultiFieldPanel(ArticlePage.article_panels, heading=_("发布信息")),
        *body_panels(),
    ]
    detail_relations = ("cover", "interpretation", "document")
    parent_page_types = ["policies.PolicyIndexPage"]
    subpage_types = []
    page_description = _("一份政策文件或招投标信息。")
    template = "pages/policies/policy_page.html"

    class Meta:
        indexes = [models.Index(fields=["issued_on", "page_ptr"], name="policies_by_date")]
        verbose_name = _("政策")
        verbose_name_plural = _("政策")

    def clean(self):
        super().clean()
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            raise ValidationError({"expires_on": ValidationError(_("失效日期不能早于施行日期。"), code="order")})
        if self.source_url and not self.source_url.startswith(("http://", "https://")):
            raise ValidationError({"source_url": ValidationError(_("请填写网址。"), code="required")})

    def get_context(self, request, *args, **kwargs):
        calls = PolicyCall.objects.visible().filter(policy=self.pk).order_by("-valid_until", "-pk")
        return {**super().get_context(request, *args, **kwargs), "calls": list(calls)}

    def structured_data(self, request, canonical):
        return [
            thing(
                "Legislation",
                name=self.title,
                legislationIdentifier=self.document_number,
                legislationDate=self.issued_on.isoformat() if self.issued_on else None,
                legislationPassedBy=nested("Organization", name=self.issuer),
                legislationLegalForce="InForce" if self.status == Status.VALID else "NotInForce",
                url=canonical,
            )
        ]


@moderated("page", reportable=False, gone=NOT_FOUND)
class PolicyIndexPage(IndexPage):
    """The policy library's list (R-POL-1)."""

    item_model = PolicyPage
    filterset_class = PolicyFilterSet
    sorts = {
        "newest": (_("最新发布"), ("-published_at", "-pk")),
        "issued": (_("成文日期"), values_first("issued_on", "-issued_on", "-pk")),
    }
    feed_column = "policies"

    parent_page_types = ["home.HomePage"]
    subpage_types = ["policies.PolicyPage"]
    max_count_per_parent = 1
    page_description = _("政策文件库。")
    template = "pages/policies/index.html"

    class Meta:
        verbose_name = _("政策栏目")
        verbose_name_plural = _("政策栏目")
