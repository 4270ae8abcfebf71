from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("搜索")

    def ready(self):
        from django.db.models.signals import post_migrate

        from portal.core.cache import watch
        from portal.core.writes import unseen
        from portal.ops import health, schedule
        from portal.web.listing import match_with
        from search import (  # noqa: F401 - checks and documents register themselves
            checks,
            documents,
            query_log,
            server_checks,
        )
        from search.health import search
        from search.reconciling import reconcile_daily
        from search.services import keys_of
        from search.signals import connect
        from search.writing import remove_what_has_run_out

        health.register("search", search)
        if settings.ELASTICSEARCH["url"]:
            # Loading the client takes a part of a second, which no visitor should wait for.
            from search.engines import fallback  # noqa: F401

        # Lists that are searched are never kept, and entries change together with what they stand for.
        unseen(*(self.get_model(name) for name in ("Projection", "QueryCount", "SearchEntry", "SearchTerm", "UnansweredQuery")))
        watch(self.get_model("Synonym"), self.get_model("DictionaryWord"))
        connect()
        query_log.connect()
        match_with(keys_of)
        schedule.every(schedule.A_MINUTE, remove_what_has_run_out, queue=schedule.PROMPT)
        schedule.every(schedule.A_DAY, reconcile_daily)
        post_migrate.connect(_ensure_index, sender=self, dispatch_uid="search.index")


def _ensure_index(using, **_kwargs):
    from search.engines.database.tables import ensure

    ensure(using)
