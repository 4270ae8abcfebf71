from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalWorkbenchConfig(AppConfig):
    name = "portal.workbench"
    label = "workbench"
    verbose_name = _("工作台")

    def ready(self):
        from wagtail.admin.ui import sidebar

        from portal.workbench.menu import NamedMenuModule

        # Wagtail shows the given name alone, or the name of the account.
        sidebar.MainMenuModule = NamedMenuModule
