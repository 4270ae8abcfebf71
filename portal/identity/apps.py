from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalIdentityConfig(AppConfig):
    name = "portal.identity"
    label = "identity"
    verbose_name = _("站点信息")

    def ready(self):
        from portal.core.cache import watch

        watch(*self.get_models())
