from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCasesConfig(AppConfig):
    name = "portal.cases"
    label = "cases"
    verbose_name = _("受理事项")

    def ready(self):
        from django.db.models.signals import post_delete, post_save

        from portal.cases import handlers, recounting
        from portal.cases.audit_labels import AUDIT_ACTIONS
        from portal.core import audit
        from portal.core.cache import watch
        from portal.core.writes import unseen
        from portal.ops import schedule

        unseen(*self.get_models())
        watch(self.get_model("CalendarDay"))
        audit.name_actions(AUDIT_ACTIONS)
        schedule.every(schedule.AN_HOUR, handlers.tell_of_late)
        schedule.every(schedule.AN_HOUR, handlers.warn)
        for signal in (post_save, post_delete):
            signal.connect(recounting.days_changed, sender=self.get_model("CalendarDay"), dispatch_uid="portal.cases.days_changed")
