"""Blocks of the home page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuickEntryBlock(blocks.StructBlock):
    """One large link to what people come for."""

    title = blocks.CharBlock(label=_("名称"), max_length=12)
    hint = blocks.CharBlock(label=_("说明"), max_length=30, required=False)
    url = blocks.CharBlock(label=_("网址"), max_length=200, help_text=_("站内路径，例如 /products/。"))

    class Meta:
        icon = "link"
        label = _("入口")
        description = _("首页上的大按钮，通向最常用的栏目。")
        preview_value = {"title": _("特色产品"), "hint": _("看产品、找店铺"), "url": "/products/"}
        preview_template = "components/blocks/quick_entry_preview.html"


class QuickEntriesBlock(blocks.StreamBlock):
    """The entries in order."""

    entry = QuickEntryBlock()

    class Meta:
        label = _("快捷入口")
        max_num = 8
