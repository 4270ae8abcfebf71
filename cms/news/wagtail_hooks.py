"""Lets editors write an article at once, and reminds them of the quarterly journal."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.core.reminders import ReminderPanel
from cms.news.admin_views import ImportView, WriteView, columns_for
from cms.news.models import JournalIndexPage
from cms.news.services import quarter_without_journal


@hooks.register("construct_homepage_panels")
def warn_of_missing_journal(request, panels):
    """Add a reminder for those who may add an issue while the last whole quarter has none (R-NEWS-4)."""
    section = JournalIndexPage.objects.live().first()
    if section is None or not section.permissions_for_user(request.user).can_add_subpage():
        return
    missing = quarter_without_journal(timezone.localdate())
    if missing:
        text = _("%(year)d 年第 %(quarter)d 季度的电商内刊还没有刊出。") % {"year": missing[0], "quarter": missing[1]}
        url = reverse("wagtailadmin_pages:add_subpage", args=[section.pk])
        panels.append(ReminderPanel("missing_journal", text, [(_("新建一期内刊"), url)]))


class WritePanel(Component):
    """The large button of the first page."""

    name, order = "write_news", 10
    template_name = "news/admin/write.html"

    class Media:
        css = {"all": ["cms/writing.css"]}


@hooks.register("construct_homepage_panels")
def offer_writing(request, panels):
    """Offer 写新闻 to whoever may write in a column."""
    if columns_for(request.user):
        panels.append(WritePanel())


@hooks.register("register_admin_urls")
def news_urls():
    """Add the addresses at which articles begin."""
    return [
        path("news/write/", WriteView.as_view(), name="news_write"),
        path("news/import/", ImportView.as_view(), name="news_import"),
    ]
