from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCasesConfig(AppConfig):
    name = "portal.cases"
    label = "cases"
    verbose_name = _("受理事项")

    def ready(self):
        from portal.core.writes import unseen

        unseen(*self.get_models())
