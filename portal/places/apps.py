from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalPlacesConfig(AppConfig):
    name = "portal.places"
    label = "places"
    verbose_name = _("乡镇")

    def ready(self):
        from portal.core.cache import watch

        watch(*self.get_models())
