from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLinksConfig(AppConfig):
    name = "portal.links"
    label = "links"
    verbose_name = _("外部链接")

    def ready(self):
        from portal.links.services import check_links_daily
        from portal.ops import schedule

        schedule.every(schedule.A_DAY, check_links_daily)
