from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCataloguesConfig(AppConfig):
    name = "portal.catalogues"
    label = "catalogues"
    verbose_name = _("服务目录")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.catalogues import services
        from portal.catalogues.audit_labels import AUDIT_ACTIONS
        from portal.catalogues.views.my import overview
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.ops import schedule

        add_to_overview(overview)
        unseen(self.get_model("Agreement"), self.get_model("ProviderPaper"))
        schedule.every(schedule.A_DAY, services.remind_of_agreements)
        audit.name_actions(AUDIT_ACTIONS)
        exempt("catalogues.ProviderPaper", _("单位的材料，提交人只是代表单位操作"))
        exempt("catalogues.ProviderStateChange", _("工作人员办事留下的经办记录，不是其个人资料"))
