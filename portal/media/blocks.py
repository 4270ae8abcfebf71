"""The body of pages and records: a few blocks that editors can tell apart, each with a description and a preview."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import get_text_for_indexing

from portal.web.unreadable import read

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the text; the page's title is the only first-level heading."""

    class Meta:
        icon = "title"
        label = _("小标题")
        description = _("把长文章分成几段，方便读者跳读。")
        preview_value = _("申请条件")
        template = "components/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Text with lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("正文")
        description = _("段落、列表、加粗和链接。")
        preview_value = "<p>工作日 8:30–17:30 可到前台办理，请带身份证件。</p>"
        template = "components/blocks/paragraph.html"

    def __init__(self, **kwargs):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)


class ImageBlock(blocks.StructBlock):
    """A picture with its caption; the text alternative belongs to the picture."""

    image = ImageChooserBlock(label=_("图片"))
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=100)

    class Meta:
        icon = "image"
        label = _("图片")
        description = _("一张图片，可加图注。图片的替代文字在图片库中填写。")
        template = "components/blocks/image.html"
        preview_template = "components/blocks/image_preview.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("引文"), max_length=300)
    attribution = blocks.CharBlock(label=_("出处"), required=False, max_length=60)

    class Meta:
        icon = "openquote"
        label = _("引文")
        description = _("引用文件或某人的原话。")
        preview_value = {"text": _("手机上点几下，货就卖出去了。"), "attribution": _("一位农户")}
        template = "components/blocks/quote.html"


class NoteBlock(blocks.StructBlock):
    """Something the reader must not miss."""

    title = blocks.CharBlock(label=_("标题"), max_length=40)
    text = blocks.RichTextBlock(label=_("内容"), features=["bold", "link", "ul"])

    class Meta:
        icon = "warning"
        label = _("提示框")
        description = _("读者必须看到的提醒，一页最好只用一个。")
        preview_value = {"title": _("请注意"), "text": "<p>申请截止后不再受理。</p>"}
        template = "components/blocks/note.html"


class DocumentsBlock(blocks.StructBlock):
    """Files for download, each shown with type and size before it is tapped."""

    documents = blocks.ListBlock(DocumentChooserBlock(label=_("文件")), label=_("文件"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("附件")
        description = _("供下载的文件，自动显示格式和大小。")
        template = "components/blocks/documents.html"
        preview_template = "components/blocks/documents_preview.html"


class MergingTableBlock(TableBlock):
    """Wagtail's table, whose cells may span several; the same to migrations."""

    canonical_module_path = "wagtail.contrib.table_block.blocks.TableBlock"

    def get_table_options(self, table_options=None):
        """Return the options of the editor: what was merged where the table comes from stays so."""
        return {**super().get_table_options(table_options), "mergeCells": True}


class BodyBlock(blocks.StreamBlock):
    """The body of an article or a presentation."""

    heading = HeadingBlock(max_length=60)
    paragraph = ParagraphBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    note = NoteBlock()
    table = MergingTableBlock(
        label=_("表格"),
        icon="table",
        description=_("简单的表格，第一行作表头。"),
        template="components/blocks/table.html",
        preview_value={
            "data": [["项目", "时间"], ["受理", "当天"]],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_caption": "办理时间",
        },
        table_options={"language": "zh-CN"},
    )
    documents = DocumentsBlock()

    class Meta:
        label = _("正文")

    def value_from_datadict(self, data, files, prefix):
        """Return what was sent; a paragraph that nobody typed into is none, where there is anything else."""
        value = read(partial(super().value_from_datadict, data, files, prefix))
        kept = [child for child in value if child.block_type != "paragraph" or get_text_for_indexing(child.value.source).strip()]
        if 0 < len(kept) < len(value):
            return blocks.StreamValue(self, [(child.block_type, child.value, child.id) for child in kept])
        return value
