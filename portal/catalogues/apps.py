from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCataloguesConfig(AppConfig):
    name = "portal.catalogues"
    label = "catalogues"
    verbose_name = _("服务目录")
