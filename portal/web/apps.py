from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalWebConfig(AppConfig):
    name = "portal.web"
    label = "web"
    verbose_name = _("网页公共部件")

    def ready(self):
        from portal.web import checks, withdrawal  # noqa: F401 - checks registers itself

        withdrawal.connect()
