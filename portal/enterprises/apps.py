from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalEnterprisesConfig(AppConfig):
    name = "portal.enterprises"
    label = "enterprises"
    verbose_name = _("企业名录")

    def ready(self):
        from portal.core.cache import watch

        watch(self.get_model("IndustryClass"))
