"""Lets editors write an article at once, and reminds them of the quarterly journal."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.news.admin_views import ImportView, WriteView
from cms.news.models import JournalIndexPage
from cms.news.services import sections_without_journal
from portal.core.cache import shared
from portal.workbench.tiles import Act, Tile, add_act, add_tile, writes_pages


def _add_issue() -> str:
    """Return where an issue of the journal is added, or nothing where the site has no section of journals."""
    pk = shared("news:journal", lambda: JournalIndexPage.objects.live().values_list("pk", flat=True).first())
    return reverse("wagtailadmin_pages:add_subpage", args=[pk]) if pk else ""


# R-NEWS-4: one issue a quarter.
add_tile(
    Tile(
        "missing_journal",
        _("缺内刊的季度"),
        _add_issue,
        writes_pages,
        lambda user: sections_without_journal(timezone.localdate()),
        since="missed_on",
        since_text=_("%(day)s 结束的季度的电商内刊还没有刊出。"),
        order=75,
    )
)
add_act(
    Act("news", _("写新闻"), "news_write", writes_pages, icon="edit", order=10),
    Act("import_news", _("导入文稿"), "news_import", writes_pages, icon="doc-full", order=11),
)


@hooks.register("register_admin_urls")
def news_urls():
    """Add the addresses at which articles begin."""
    return [
        path("news/write/", WriteView.as_view(), name="news_write"),
        path("news/import/", ImportView.as_view(), name="news_import"),
    ]
