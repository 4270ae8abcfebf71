from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalComplaintsConfig(AppConfig):
    name = "portal.complaints"
    label = "complaints"
    verbose_name = _("投诉")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.cases.handlers import watch
        from portal.complaints import personal_data, services  # noqa: F401 - declares what is a person's own
        from portal.complaints.audit_labels import AUDIT_ACTIONS
        from portal.complaints.views.my import overview
        from portal.core import audit, cache
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.ops import schedule

        unseen(*(self.get_model(name) for name in ("Complaint", "ComplaintReply", "ComplaintFile", "ComplaintUrging")))
        cache.watch(self.get_model("ComplaintSettings"))
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
        for name in ("ComplaintReply", "ComplaintFile", "ComplaintUrging"):
            exempt(f"complaints.{name}", _("办理投诉时留下的经办记录，不是其个人资料；投诉人的附件列在投诉里"))
        schedule.every(schedule.A_DAY, services.pass_time)
        watch(services.COMPLAINT)
        on_withdrawal(services.CONSENT, services.FORGETTING.consent_withdrawn)
