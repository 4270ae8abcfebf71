"""The panel above a body: how to bring in a text, the pictures that something must be said of, and what the rules would say."""

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.core.forms import pictures_on
from portal.media.manuscripts.intake import without_facts


class WritingPanel(Panel):
    """Stands before the field ``body``; the script beside it reads what is pasted into the body."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("导入与检查"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/admin/writing_panel.html"

        def get_context_data(self, parent_context=None):
            """Return where the script asks, and the pictures of the page that nobody has described yet."""
            context = super().get_context_data(parent_context)
            asked = self.form.asked_pictures if self.form.is_bound else without_facts(pictures_on(self.instance))
            pictures = [{"picture": picture, **(self.form.facts_of(picture) if self.form.is_bound else {})} for picture in asked]
            return {**context, "pictures": pictures, "hints_url": self._hints_url()}

        def _hints_url(self) -> str:
            if self.instance.pk:
                return reverse("cms_hints_on_edit", args=[self.instance.pk])
            options = self.instance._meta
            return reverse("cms_hints_on_create", args=[options.app_label, options.model_name, self.form.parent_page.pk])

        @cached_property
        def media(self) -> Media:
            """The script and look of the panel."""
            return Media(js=["cms/writing.js"], css={"all": ["cms/writing.css"]})


def body_panels() -> list[Panel]:
    """Return the panels of the field ``body``."""
    return [WritingPanel(), FieldPanel("body")]
