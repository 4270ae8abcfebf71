from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalEnterprisesConfig(AppConfig):
    name = "portal.enterprises"
    label = "enterprises"
    verbose_name = _("企业名录")

    def ready(self):
        from portal.accounts.closing import add_hindrances
        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.cache import watch
        from portal.core.writes import unseen
        from portal.enterprises import personal_data  # noqa: F401 - registers itself
        from portal.enterprises.audit_labels import AUDIT_ACTIONS, TEXTS, hindrances, overview_links
        from portal.enterprises.links import enterprise_links
        from portal.enterprises.services.confirming import ask_for_confirmation
        from portal.enterprises.services.verification import remind_of_verification
        from portal.links.registry import register_links
        from portal.ops import schedule

        watch(self.get_model("IndustryClass"))
        unseen(*(self.get_model(name) for name in ("Diagnosis", "Finding", "HandOver", "Invitation", "VerificationRequest")))
        audit.name_actions(AUDIT_ACTIONS)
        for purpose, text in TEXTS.items():
            register_text(purpose, text)
        add_to_overview(overview_links)
        add_hindrances(hindrances)
        register_links("enterprises", enterprise_links)
        schedule.every(schedule.A_DAY, remind_of_verification)
        schedule.every(schedule.A_DAY, ask_for_confirmation)
