from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSheetsConfig(AppConfig):
    name = "portal.sheets"
    label = "sheets"
    verbose_name = _("表格导入导出")

    def ready(self):
        from portal.sheets import exports, redirects

        exports.install()
        redirects.install()
