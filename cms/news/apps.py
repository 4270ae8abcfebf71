from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsNewsConfig(AppConfig):
    name = "cms.news"
    label = "news"
    verbose_name = _("新闻")

    def ready(self):
        from cms.news.services import article_entries, journal_entries
        from portal.targets.counters import Counter, register_counter

        register_counter(Counter("journals", _("内刊（期）"), journal_entries))
        register_counter(Counter("news_articles", _("本站新闻稿件（篇）"), article_entries))
