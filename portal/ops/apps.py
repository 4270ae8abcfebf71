from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalOpsConfig(AppConfig):
    name = "portal.ops"
    label = "ops"
    verbose_name = _("运行维护")

    def ready(self):
        from portal.core.retention import purge_logs
        from portal.ops import schedule

        schedule.every(schedule.A_DAY, purge_logs)
