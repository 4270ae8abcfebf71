"""Values of two versions set against each other: Wagtail's comparisons, mended where they would hide something from a reviewer.

Wagtail's own drop the address behind a link, name a file without leading to it, show a table as Python data, write ``None`` and ``True``,
and ask the database again for each key. These are registered in their place, so the versions of the history are compared by them too.
"""

from django.contrib.admin.utils import display_for_field
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.compare import BlockComparison, FieldComparison, diff_text, register_comparison_class
from wagtail.blocks import RichTextBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import expand_db_html

from portal.core.fields import ChoicesField
from portal.media.models import CustomDocument, CustomImage
from portal.media.renditions import renditions_of, specs
from portal.moderation.link_text import text_with_links

NOTHING = "—"
_PICTURE = specs("card")[-1]


class ValueComparison(FieldComparison):
    """Two values, each as a whole, in words; ``value_html`` may say more than the words."""

    def __init__(self, field, obj_a, obj_b):
        super().__init__(field, obj_a, obj_b)
        self.versions = (obj_a, obj_b)

    def words(self, version) -> str:
        """Return the value of a version in words, nothing if there is none."""
        value = self.field.value_from_object(version)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        return str(display_for_field(value, self.field, ""))

    def value_html(self, version) -> str:
        """Return the value of a version as it is shown."""
        return self.words(version)

    def has_changed(self):
        # In words: a revision keeps the time to the thousandth of a second only, which nobody reads.
        before, after = map(self.words, self.versions)
        return before != after

    def htmldiff(self):
        before, after = self.versions
        if not self.has_changed():
            return format_html("{}", self.value_html(after) or NOTHING)
        return _marked(self.value_html(before), self.value_html(after))


class SeveralComparison(ValueComparison):
    """Several values of one enumeration."""

    def words(self, version):
        return "、".join(self.field.labels(self.field.value_from_object(version)))


class RelatedComparison(ValueComparison):
    """A key, by the record it leads to; the version's own copy of that, which may have been fetched for many rows at once."""

    def words(self, version):
        related = getattr(version, self.field.name)
        return "" if related is None else str(related)

    def has_changed(self):
        # Two may have the same name.
        return self.val_a != self.val_b


class LinkComparison(ValueComparison):
    """An address that can be opened."""

    def value_html(self, version):
        url = self.words(version)
        return _link(url, url) if url else ""


class PictureComparison(RelatedComparison):
    """Pictures themselves, with what readers hear of them."""

    def value_html(self, version):
        return picture_html(getattr(version, self.field.name))


class DocumentComparison(RelatedComparison):
    """Files that can be opened."""

    def value_html(self, version):
        document = getattr(version, self.field.name)
        return _link(document.url, f"{document.title}（{document.filename}）") if document else ""


class RichTextComparison(FieldComparison):
    """Running text with the addresses behind its links."""

    def htmldiff(self):
        return diff_text(*(text_with_links(expand_db_html(value or "")) for value in (self.val_a, self.val_b))).to_html()


class BlockTextComparison(BlockComparison):
    """A block as text with the addresses behind its links."""

    def text(self, value) -> str:
        """Return a value of the block as text."""
        return text_with_links(self.block.render_basic(value))

    def htmlvalue(self, val):
        return format_html("{}", self.text(val))

    def htmldiff(self):
        return diff_text(self.text(self.val_a), self.text(self.val_b)).to_html()


class TableComparison(BlockTextComparison):
    """A table, line by line."""

    def text(self, value):
        table = value or {}
        rows = [" | ".join(str(cell or "") for cell in row) for row in table.get("data") or ()]
        return "\n".join(filter(None, [table.get("table_caption"), *rows]))


class PictureBlockComparison(BlockComparison):
    """A picture in running text."""

    def htmlvalue(self, val):
        return picture_html(val)

    def htmldiff(self):
        if not self.has_changed():
            return picture_html(self.val_b)
        return _marked(picture_html(self.val_a), picture_html(self.val_b))


def picture_html(picture) -> SafeString:
    """Return a small picture with its title and text alternative; the words alone if it cannot be made small."""
    if picture is None:
        return SafeString("")
    words = _("%(title)s；替代文字：%(alt)s") % {"title": picture.title, "alt": picture.description or NOTHING}
    made = renditions_of(picture, [_PICTURE]).get(_PICTURE)
    if made is None:
        return format_html("{}", words)
    shown = format_html('<img src="{}" width="{}" height="{}" alt="">', made.url, made.width, made.height)
    return format_html('<span class="review__picture">{}{}</span>', shown, words)


def _link(url: str, words: str) -> SafeString:
    return format_html('<a href="{}" target="_blank" rel="noreferrer nofollow">{}</a>', url, words)


def _marked(before: str, after: str) -> SafeString:
    marked = [format_html('<span class="{}">{}</span>', name, html) for name, html in (("deletion", before), ("addition", after)) if html]
    return SafeString(" ".join(marked))


def register() -> None:
    """Put these comparisons in the place of Wagtail's, for every model."""
    for field_class in (models.BooleanField, models.DateField, models.DecimalField, models.IntegerField, models.TimeField):
        register_comparison_class(field_class, comparison_class=ValueComparison)
    register_comparison_class(ChoicesField, comparison_class=SeveralComparison)
    register_comparison_class(models.URLField, comparison_class=LinkComparison)
    register_comparison_class(RichTextField, comparison_class=RichTextComparison)
    # By the exact class: what Wagtail registers for keys to pictures comes after it, whichever app is ready first.
    register_comparison_class(models.ForeignKey, comparison_class=_of_key, exact_class=True)
    # Wagtail asks a block for its comparison before it looks at its class.
    for block, comparison in _BLOCKS.items():
        block.get_comparison_class = lambda _block, comparison=comparison: comparison


def _of_key(field: models.ForeignKey) -> type[FieldComparison]:
    if issubclass(field.related_model, CustomImage):
        return PictureComparison
    return DocumentComparison if issubclass(field.related_model, CustomDocument) else RelatedComparison


_BLOCKS = {
    RichTextBlock: BlockTextComparison,
    DocumentChooserBlock: BlockTextComparison,
    TableBlock: TableComparison,
    ImageChooserBlock: PictureBlockComparison,
}
