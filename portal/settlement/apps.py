from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSettlementConfig(AppConfig):
    name = "portal.settlement"
    label = "settlement"
    verbose_name = _("入驻")

    def ready(self):
        from wagtail.signals import published

        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.cases.handlers import watch
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.enterprises.models import Enterprise
        from portal.ops import schedule
        from portal.settlement import personal_data  # noqa: F401 - registers itself
        from portal.settlement.audit_labels import AUDIT_ACTIONS
        from portal.settlement.services import agreements, applications, reminders
        from portal.settlement.views.my import overview

        # Rooms, figures and agreements show on the public page of the rules.
        private = ("Application", "ApplicationReply", "TeamMember", "Paper", "Review", "Score", "Period", "SalesReport")
        unseen(*(self.get_model(name) for name in private))
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
        exempt("settlement.ApplicationReply", _("办理入驻申请时留下的经办记录，不是其个人资料"))
        watch(applications.APPLICATION)
        on_withdrawal(applications.CONSENT, applications.FORGETTING.consent_withdrawn)
        published.connect(agreements.enterprise_published, sender=Enterprise, dispatch_uid="portal.settlement.enterprise_published")
        schedule.every(schedule.A_DAY, applications.forget_old)
        schedule.every(schedule.A_DAY, reminders.remind)
