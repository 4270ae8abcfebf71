"""Reminders on the dashboard: what editors should see to before a visitor misses it."""

from wagtail.admin.ui.components import Component


class ReminderPanel(Component):
    """One reminder with the pages it is about.

    Args:
        name: tells the panel from others.
        text: what is the matter, in a sentence.
        links: words and address of each place where it can be mended.
    """

    template_name = "cms/admin/reminder.html"
    order = 60

    def __init__(self, name: str, text: str, links: list[tuple[str, str]]):
        self.name = name
        self.text = text
        self.links = links

    def get_context_data(self, parent_context):
        return {"text": self.text, "links": self.links}
