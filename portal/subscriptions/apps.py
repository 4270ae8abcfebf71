from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSubscriptionsConfig(AppConfig):
    name = "portal.subscriptions"
    label = "subscriptions"
    verbose_name = _("订阅")

    def ready(self):
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.ops import schedule
        from portal.subscriptions.audit_labels import AUDIT_ACTIONS
        from portal.subscriptions.services import send_digests

        unseen(self.get_model("SavedSearch"))
        audit.name_actions(AUDIT_ACTIONS)
        schedule.every(schedule.A_MINUTE * 60, send_digests)
