from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSupervisionConfig(AppConfig):
    name = "portal.supervision"
    label = "supervision"
    verbose_name = _("服务监督")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.supervision.audit_labels import AUDIT_ACTIONS

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        for name in ("Visit", "Rectification", "ServiceAssessment"):
            exempt(f"supervision.{name}", _("中心的工作安排和经办记录，不是其个人资料"))
