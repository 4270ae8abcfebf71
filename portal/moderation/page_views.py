"""Forms of pages to which one of Wagtail's hooks leads, and that of a page that waits for review."""

from typing import Any

from wagtail.admin.views.pages.edit import EditView


class LedHereByHook:
    """Stands before a form of Wagtail's to which a hook leads: that hook is not run again.

    A subclass names it in ``led_here_by``.
    """

    led_here_by = ""

    def run_hook(self, hook_name: str, *args, **kwargs):
        """Run any other hook."""
        views: Any = super()
        return None if hook_name == self.led_here_by else views.run_hook(hook_name, *args, **kwargs)


class PageInReviewEditView(LedHereByHook, EditView):
    """Wagtail's form of a page, which saves nothing by itself: the reviewer who has it open would become its last editor."""

    led_here_by = "before_edit_page"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "autosave_enabled": False}
