from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCataloguesConfig(AppConfig):
    name = "portal.catalogues"
    label = "catalogues"
    verbose_name = _("服务目录")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.catalogues.audit_labels import AUDIT_ACTIONS
        from portal.catalogues.views.my import overview
        from portal.core import audit

        add_to_overview(overview)
        audit.name_actions(AUDIT_ACTIONS)
        exempt("catalogues.ProviderStateChange", _("工作人员办事留下的经办记录，不是其个人资料"))
