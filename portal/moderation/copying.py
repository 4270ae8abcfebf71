"""Copies of pages start as drafts."""

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """Wagtail's form without the two answers that would put a copy on the site unread: publish the copies, and make an alias."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
