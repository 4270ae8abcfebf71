from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("搜索")

    def ready(self):
        from portal.core.cache import watch
        from search import checks, documents  # noqa: F401 - checks and documents register themselves
        from search.signals import connect

        watch(self.get_model("Synonym"), self.get_model("DictionaryWord"))
        connect()
