from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalRecordsConfig(AppConfig):
    name = "portal.records"
    label = "records"
    verbose_name = _("服务记录")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.ops import schedule
        from portal.records import services
        from portal.records.audit_labels import AUDIT_ACTIONS
        from portal.targets.counters import Counter, register_counter

        unseen(*self.get_models())
        register_counter(Counter("station_coverage", _("村级站点服务覆盖率（%）"), services.station_entries, of_all=True))
        audit.name_actions(AUDIT_ACTIONS)
        exempt("records.StationVisit", _("网点走访计划是工作安排，不是其个人资料"))
        schedule.every(schedule.A_DAY, services.forget_contacts)
