"""The form of a news article."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.articles import ArticleForm
from cms.core.sending import PLACE
from portal.media.manuscripts import intake


class ImportForm(forms.Form):
    """A manuscript as a file or as text, for the draft of an article in a column."""

    column = forms.ChoiceField(label=_("栏目"))
    title = forms.CharField(label=_("标题"), max_length=255, required=False, help_text=_("留空则用文稿里的标题。"))
    file = forms.FileField(label=_("Word 文稿（DOCX）或图片"), required=False)
    text = forms.CharField(
        label=_("或者粘贴文字"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一段一行；PDF 里断开的行会接起来。"),
    )

    def __init__(self, *args, columns: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.columns = {str(column.pk): column for column in columns}
        self.fields["column"].choices = [(key, column.title) for key, column in self.columns.items()]

    def clean_column(self):
        """Return the column itself."""
        return self.columns[self.cleaned_data["column"]]

    def clean(self):
        """Want one of the two."""
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("file", forms.ValidationError(_("请选择文稿，或者粘贴文字。"), code="required"))
        return cleaned

    def read(self, user) -> intake.Manuscript:
        """Return what the manuscript holds.

        Raises:
            ValidationError: it cannot be read.
        """
        file = self.cleaned_data["file"]
        return intake.read_file(file, user) if file else intake.read_text(self.cleaned_data["text"], user)


class NewsForm(ArticleForm):
    """Lets whoever writes a new article choose its column in the form; the column in which the form was opened is chosen already."""

    placed_in = forms.ModelChoiceField(label=_("栏目"), queryset=Page.objects.none(), required=False, empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None or self.parent_page is None or self.for_user is None:
            del self.fields[PLACE]
            return
        columns = self.parent_page.get_siblings().type(type(self.parent_page)).order_by("path")
        self.fields[PLACE].queryset = columns
        self.initial[PLACE] = self.parent_page.pk
