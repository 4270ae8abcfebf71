from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalPolicyCallsConfig(AppConfig):
    name = "portal.policy_calls"
    label = "policy_calls"
    verbose_name = _("政策申报")

    def ready(self):
        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back
        from portal.ops import schedule
        from portal.policy_calls import personal_data, services  # noqa: F401 - the first registers itself
        from portal.policy_calls.views.my import overview

        declaration = self.get_model("Declaration")
        unseen(declaration, self.get_model("Paper"))
        audit.name_actions({"policy_calls.paper": _("提交申报材料")})
        add_to_overview(overview)
        register_text("policy_call_digest", _("您订阅的政策申报有 %(count)s 条新通知：%(url)s 退订：%(stop)s"))
        on_withdrawal(declaration.purpose, services.consent_withdrawn)
        given_back.connect(services.enterprise_given_back, dispatch_uid="portal.policy_calls.given_back")
        schedule.every(schedule.A_MINUTE * 5, services.announce, queue=schedule.PROMPT)
        schedule.every(schedule.AN_HOUR, services.remind)
        schedule.every(schedule.A_DAY, services.forget_contacts)
