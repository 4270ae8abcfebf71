from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalOpinionsConfig(AppConfig):
    name = "portal.opinions"
    label = "opinions"
    verbose_name = _("意见建议")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.cases.handlers import watch
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.opinions import services
        from portal.opinions.audit_labels import AUDIT_ACTIONS
        from portal.ops import schedule

        unseen(self.get_model("Opinion"), self.get_model("OpinionReply"))
        audit.name_actions(AUDIT_ACTIONS)
        for name in ("Opinion", "OpinionReply"):
            exempt(f"opinions.{name}", _("意见不连到账号，办完一年清除电话"))
        schedule.every(schedule.A_DAY, services.forget_old)
        watch(services.OPINION)
