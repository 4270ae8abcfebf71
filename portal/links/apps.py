from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLinksConfig(AppConfig):
    name = "portal.links"
    label = "links"
    verbose_name = _("外部链接")

    def ready(self):
        from portal.inspection.registry import Check, register_check
        from portal.links.inspection import broken_links
        from portal.links.registry import register_links
        from portal.links.services import check_links_daily
        from portal.links.texts import text_links
        from portal.ops import schedule

        schedule.every(schedule.A_DAY, check_links_daily)
        register_links("texts", text_links)
        register_check(Check("broken_links", _("链接打不开、跳转或被劫持"), broken_links))
