"""How an article is written: who and where from is always asked, a change after publication is owned up to."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from cms.core.forms import WritingForm
from portal.identity.services import identity_for

_ALWAYS_ASKED = ("source", "author")


class ArticleForm(WritingForm):
    """The form of articles (R-NEWS-9): source and author must be there, and what is live is not changed in substance without a word."""

    is_minor = forms.BooleanField(
        label=_("只改错别字或版式"), required=False, help_text=_("改动不影响文章意思的勾选；改了事实、数字、名称的不勾，请写更正说明。")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in _ALWAYS_ASKED:
            if name in self.fields:
                self.fields[name].required = True
        if not (self.instance.pk and self.instance.live and "correction" in self.fields):
            for name in ("is_minor", "correction"):
                self.fields.pop(name, None)

    def clean(self):
        """Want a note of correction, or the word that there is nothing to correct, where title or body of a live article have changed."""
        cleaned = super().clean()
        if "correction" in self.fields and not self.is_deferred_validation and not cleaned.get("is_minor"):
            live = type(self.instance)._base_manager.get(pk=self.instance.pk)
            noted = cleaned.get("correction", "") not in ("", live.correction)
            if not noted and (cleaned.get("title"), words_of(cleaned.get("body"))) != (live.title, words_of(live.body)):
                text = _("这篇文章已经公开，标题或正文有改动：请写更正说明；只改错别字或版式的，勾选“只改错别字或版式”。")
                self.add_error("correction", forms.ValidationError(text, code="correction"))
        return cleaned

    def save(self, commit=True):
        """Keep the article; a new note is dated today."""
        if "correction" in self.changed_data:
            self.instance.corrected_at = timezone.now() if self.instance.correction else None
        return super().save(commit)


def words_of(body) -> list[str]:
    """Return the words of a body, block by block, whatever they look like."""
    return [str(text) for block in body or () for text in block.block.get_searchable_content(block.value)]


def prepare(sender, page, parent, **_signal) -> None:
    """Fill in what is known of a new article: its writer, the centre as its source, and a paragraph to type into."""
    if not hasattr(page, "correction"):
        return
    latest = type(page)._base_manager.filter(owner=page.owner).exclude(author="").order_by("-pk").values_list("author", flat=True).first()
    page.author = latest or (page.owner.get_full_name() or page.owner.username)[: type(page)._meta.get_field("author").max_length]
    page.source = identity_for(parent.get_site()).centre_name
    if hasattr(page, "body"):
        page.body = [("paragraph", RichText(""))]
