from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsCoreConfig(AppConfig):
    name = "cms.core"
    label = "cms"
    verbose_name = _("页面公共部件")

    def ready(self):
        from django.db.models.signals import post_delete, post_migrate
        from wagtail.models import Page, PageViewRestriction, Site
        from wagtail.signals import init_new_page, page_published, page_unpublished, post_page_move

        from cms.core import articles, checks, inspection, view_counts  # noqa: F401 - checks registers itself
        from portal.core.cache import shared_data_changed, watch
        from portal.core.writes import unseen
        from portal.inspection.registry import Check, register_check
        from portal.web.emptiness import register_lists
        from portal.web.page_memory import on_visit

        unseen(self.get_model("PageViews"))
        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(shared_data_changed, dispatch_uid="cms.core.shared_data")
        watch(Site, PageViewRestriction)
        init_new_page.connect(articles.prepare, dispatch_uid="cms.core.articles")
        view_counts.connect()
        on_visit(view_counts.count)
        post_migrate.connect(_ensure_indexes, sender=self, dispatch_uid="cms.core.page_indexes")
        register_lists("columns", inspection.column_lists)
        slugs = _("栏目的名称或网址中的短名；空着表示其他规则没有写到的全部栏目")
        register_check(Check("columns_not_updated", _("栏目没有更新"), inspection.columns_not_updated, counts_down=True, items=slugs))
        post_delete.connect(shared_data_changed, sender=Page, dispatch_uid="cms.core.Page")


def _ensure_indexes(using, **_kwargs):
    from cms.core.page_indexes import ensure

    ensure(using)
