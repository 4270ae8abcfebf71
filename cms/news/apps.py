from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsNewsConfig(AppConfig):
    name = "cms.news"
    label = "news"
    verbose_name = _("新闻")

    def ready(self):
        from functools import partial

        from cms.news.services import article_entries, journal_entries
        from portal.targets.counters import Counter, register_counter

        register_counter(Counter("journals", _("内刊（期）"), journal_entries))
        articles, stories = (partial(article_entries, self.get_model(name)) for name in ("NewsPage", "StoryPage"))
        register_counter(Counter("news_articles", _("本站新闻稿件（篇）"), articles))
        register_counter(Counter("stories", _("典型人物和案例（个）"), stories))
