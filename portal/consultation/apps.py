from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConsultationConfig(AppConfig):
    name = "portal.consultation"
    label = "consultation"
    verbose_name = _("咨询")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.cases.handlers import watch
        from portal.consultation import personal_data, services  # noqa: F401 - declares what is a person's own
        from portal.consultation.audit_labels import AUDIT_ACTIONS
        from portal.consultation.views.my import overview
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.ops import schedule

        unseen(self.get_model("Consultation"), self.get_model("ConsultationReply"))
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
        exempt("consultation.ConsultationReply", _("办理咨询时留下的经办记录，不是其个人资料"))
        schedule.every(schedule.A_DAY, services.forget_old)
        watch(services.CONSULTATION)
        on_withdrawal(services.CONSENT, services.FORGETTING.consent_withdrawn)
