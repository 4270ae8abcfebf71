from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsHomeConfig(AppConfig):
    name = "cms.home"
    label = "home"
    verbose_name = _("首页")

    def ready(self):
        from cms.home.inspection import home_not_updated
        from portal.inspection.registry import Check, register_check

        register_check(Check("home_not_updated", _("首页没有更新"), home_not_updated, counts_down=True))
