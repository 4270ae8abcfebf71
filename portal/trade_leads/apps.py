from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTradeLeadsConfig(AppConfig):
    name = "portal.trade_leads"
    label = "trade_leads"
    verbose_name = _("供销对接")

    def ready(self):
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back
        from portal.ops import schedule
        from portal.trade_leads import personal_data, services  # noqa: F401 - the first registers itself
        from portal.trade_leads.views import overview

        unseen(self.get_model("Inquiry"), self.get_model("Match"))
        audit.name_actions({"trade_leads.submitted": _("提交供求信息")})
        add_to_overview(overview)
        given_back.connect(services.enterprise_given_back, dispatch_uid="portal.trade_leads.given_back")
        schedule.every(schedule.A_MINUTE * 10, services.expire_leads, queue=schedule.PROMPT)
        schedule.every(schedule.A_MINUTE * 60, services.remind_of_leads)
        schedule.every(schedule.A_DAY, services.forget_contacts)
