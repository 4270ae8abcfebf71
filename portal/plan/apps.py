from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalPlanConfig(AppConfig):
    name = "portal.plan"
    label = "plan"
    verbose_name = _("工作计划")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.plan import budget
        from portal.plan.audit_labels import AUDIT_ACTIONS
        from portal.targets.counters import Counter, register_counter

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        for name in ("Department", "Task", "Fortnight", "FortnightLine", "DailyCheck", "BudgetUse"):
            exempt(f"plan.{name}", _("中心的工作安排和经办记录，不是其个人资料"))
        register_counter(Counter("budget_use", _("预算使用（万元）"), budget.use_entries, permission=budget.MAY_SEE))
