"""The panels of a page's body: the writing panel, which here knows where the rules are asked, and the body itself."""

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, Panel

from portal.media import writing


class WritingPanel(writing.WritingPanel):
    """The panel of a page."""

    class BoundPanel(writing.WritingPanel.BoundPanel):
        def hints_url(self) -> str:
            """Return where the rules are asked of this page."""
            if self.instance.pk:
                return reverse("cms_hints_on_edit", args=[self.instance.pk])
            options = self.instance._meta
            return reverse("cms_hints_on_create", args=[options.app_label, options.model_name, self.form.parent_page.pk])


def body_panels() -> list[Panel]:
    """Return the panels of the field ``body``."""
    return [WritingPanel(), FieldPanel("body")]
