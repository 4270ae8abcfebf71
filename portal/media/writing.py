"""The panel above a body: how to bring in a text, and the pictures that something must be said of before anybody reviews it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.fields import StreamField
from wagtail.images.permissions import permission_policy

from portal.media.manuscripts.intake import without_facts
from portal.media.models import CustomImage


class AskingAboutPictures:
    """Asks in a form of the back office what pictures show and by which right they are here.

    A picture that is uploaded says both at once; one that came with a pasted text says it here, at the latest when that is submitted.
    """

    # Of the form beside which this stands.
    data: Any
    for_user: Any
    is_deferred_validation: bool

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_pictures: list[CustomImage] = []

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
        """Keep what the form is of, and what was typed of its pictures by whoever may change them."""
        saved = super().save(commit)
        for picture in self.asked_pictures:
            facts = self.facts_of(picture)
            if facts["description"] and permission_policy.user_has_permission_for_instance(self.for_user, "change", picture):
                picture.description = facts["description"][:255]
                picture.right = facts["right"]
                picture.source = str(self.data.get(f"picture-{picture.pk}-source", "")).strip()[:120]
                picture.save(update_fields=["description", "right", "source"])
        return saved


def pictures_of(values: dict) -> Iterator[CustomImage]:
    """Yield the pictures among the values of fields: covers and those of bodies."""
    for value in values.values():
        if isinstance(value, CustomImage):
            yield value
        elif hasattr(value, "stream_block"):
            yield from (block.value["image"] for block in value if block.block_type == "image" and block.value["image"])


def pictures_on(thing) -> Iterator[CustomImage]:
    """Yield the pictures that a page, record or draft shows."""
    names = [field.name for field in thing._meta.get_fields() if isinstance(field, StreamField) or field.name == "cover"]
    return pictures_of({name: getattr(thing, name) for name in names})


class WritingPanel(Panel):
    """Stands before the field ``body`` of a form that asks about pictures; the script beside it reads what is pasted into the body."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": gettext_lazy("导入与检查"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "media/admin/writing_panel.html"

        def get_context_data(self, parent_context=None):
            """Return where the script asks, and the pictures that nobody has described yet."""
            context = super().get_context_data(parent_context)
            asked = self.form.asked_pictures if self.form.is_bound else without_facts(pictures_on(self.instance))
            pictures = [{"picture": picture, **(self.form.facts_of(picture) if self.form.is_bound else {})} for picture in asked]
            return {**context, "pictures": pictures, "hints_url": self.hints_url()}

        def hints_url(self) -> str:
            """Return where the rules are asked while somebody writes, if they can be."""
            return ""

        @cached_property
        def media(self) -> Media:
            """The script and look of the panel."""
            return Media(js=["media/writing.js"], css={"all": ["media/writing.css"]})
