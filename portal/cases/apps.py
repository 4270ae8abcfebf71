from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCasesConfig(AppConfig):
    name = "portal.cases"
    label = "cases"
    verbose_name = _("受理事项")

    def ready(self):
        from portal.cases import handlers
        from portal.core.writes import unseen
        from portal.ops import schedule

        unseen(*self.get_models())
        schedule.every(schedule.A_DAY, handlers.tell_of_late)
