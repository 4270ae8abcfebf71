"""The form of every page: sent once, and with what must be known of its pictures before anybody reviews them."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.images.permissions import permission_policy

from portal.core.forms import PageForm
from portal.media.manuscripts.intake import without_facts
from portal.media.models import CustomImage
from portal.web.once import FIELD, new_key


class WritingForm(PageForm):
    """Adds the key that makes one page of a form sent several times, and asks what pictures show and by which right they are here.

    A picture that is uploaded says both at once; one that came with a pasted text says it here, at the latest when that is submitted.
    """

    once_key = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_pictures: list[CustomImage] = []
        if self.instance.pk is None:
            self.initial[FIELD] = new_key()
        else:
            del self.fields[FIELD]

    def clean(self):
        """Ask for what is not known of the pictures, unless only a draft is kept."""
        cleaned = super().clean()
        self.asked_pictures = without_facts(pictures_of(cleaned))
        missing = [picture for picture in self.asked_pictures if not all(self.facts_of(picture).values())]
        if missing and not self.is_deferred_validation:
            text = _("正文前列出的 %(number)d 张图片还没有填写“替代文字”或“使用权”，填好再提交。")
            self.add_error(None, forms.ValidationError(text, code="pictures", params={"number": len(missing)}))
        return cleaned

    def facts_of(self, picture: CustomImage) -> dict[str, str]:
        """Return what was typed of a picture: its text alternative and the right to show it."""
        typed = {name: str(self.data.get(f"picture-{picture.pk}-{name}", "")).strip() for name in ("description", "right")}
        return {**typed, "right": typed["right"] if typed["right"] in CustomImage.Right.values else ""}

    def save(self, commit=True):
        """Keep the page, and what was typed of its pictures by whoever may change them."""
        page = super().save(commit)
        for picture in self.asked_pictures:
            facts = self.facts_of(picture)
            if facts["description"] and permission_policy.user_has_permission_for_instance(self.for_user, "change", picture):
                picture.description = facts["description"][:255]
                picture.right = facts["right"]
                picture.source = str(self.data.get(f"picture-{picture.pk}-source", "")).strip()[:120]
                picture.save(update_fields=["description", "right", "source"])
        return page


def pictures_of(values: dict) -> Iterator[CustomImage]:
    """Yield the pictures among the values of a page's fields: covers and those of bodies."""
    for value in values.values():
        if isinstance(value, CustomImage):
            yield value
        elif hasattr(value, "stream_block"):
            yield from (block.value["image"] for block in value if block.block_type == "image" and block.value["image"])


def pictures_on(page) -> Iterator[CustomImage]:
    """Yield the pictures that a page or draft shows."""
    names = [field.name for field in page._meta.get_fields() if isinstance(field, StreamField) or field.name == "cover"]
    return pictures_of({name: getattr(page, name) for name in names})
