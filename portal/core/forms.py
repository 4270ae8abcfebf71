"""Forms of the back office that several domains share."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from portal.core.slugs import free_slug


class RealChangesMixin:
    """Lets a form count as changed only if somebody changed something.

    Django compares a field that has a default like "now" with a hidden copy, which Wagtail does not draw; and a page made a moment ago
    holds seconds, which the form does not show. Either would make a reviewer who only decides the last editor, who may not decide.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = False
        for name, value in self.initial.items():
            if isinstance(value, datetime):
                self.initial[name] = value.replace(second=0, microsecond=0)


class SlugFromNameMixin:
    """Fills an empty slug in pinyin from the name, so that nobody has to think of an address before saving a draft.

    Wagtail makes slugs from Latin letters only and leaves those of Chinese titles empty. The slug follows the name until the first
    publication, since an automatic save comes while the name is still being typed.
    A subclass says in ``slug_source`` what names the object and in ``taken_slugs`` which slugs are in use.
    """

    # Of the model form beside which this stands.
    instance: Any
    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("公开网址的一部分：小写英文、拼音、数字和连字符。留空则按名称的拼音生成，发布后请勿修改。")

    def clean_slug(self) -> str:
        """Return the slug that was typed, else that of something published before, else a free one made from the name."""
        kept = self.instance.slug if self.instance.first_published_at else ""
        return self.cleaned_data["slug"] or kept or self.new_slug()

    def slug_source(self) -> str:
        """Return what names the object."""
        raise NotImplementedError

    def taken_slugs(self) -> set[str]:
        """Return the slugs that are in use."""
        raise NotImplementedError

    def new_slug(self) -> str:
        """Return a free slug for the name in this form."""
        return free_slug(self.slug_source(), self.taken_slugs(), self.instance._meta.model_name)


class PageForm(RealChangesMixin, SlugFromNameMixin, WagtailAdminPageForm):
    """The form of every page type."""

    def slug_source(self) -> str:
        """Return the title."""
        return self.cleaned_data.get("title", "")

    def taken_slugs(self) -> set[str]:
        """Return the slugs of the pages beside this one."""
        return set(self.parent_page.get_children().exclude(pk=self.instance.pk).values_list("slug", flat=True))


class RecordForm(RealChangesMixin, SlugFromNameMixin, WagtailAdminModelForm):
    """The form of every editorial record."""

    def slug_source(self) -> str:
        """Return what the model's ``slug_from`` names."""
        return self.cleaned_data.get(self.instance.slug_from) or ""

    def taken_slugs(self) -> set[str]:
        """Return the slugs of all records of this model."""
        return set(type(self.instance)._default_manager.exclude(pk=self.instance.pk).values_list("slug", flat=True))
