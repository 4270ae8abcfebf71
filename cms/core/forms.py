"""The form of every page: sent once, and with what must be known of its pictures before anybody reviews them."""

from django import forms

from portal.core.forms import PageForm
from portal.media.writing import AskingAboutPictures
from portal.web.once import FIELD, new_key


class WritingForm(AskingAboutPictures, PageForm):
    """Adds the key that makes one page of a form sent several times."""

    once_key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial[FIELD] = new_key()
        else:
            del self.fields[FIELD]
