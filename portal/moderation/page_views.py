"""The form of a page that waits for review."""

from wagtail.admin.views.pages.edit import EditView


class PageInReviewEditView(EditView):
    """Wagtail's form of a page, which saves nothing by itself: the reviewer who has it open would become its last editor."""

    def run_hook(self, hook_name, *args, **kwargs):
        """Run hooks but those that have led here."""
        return None if hook_name == "before_edit_page" else super().run_hook(hook_name, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "autosave_enabled": False}
