from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCooperationConfig(AppConfig):
    name = "portal.cooperation"
    label = "cooperation"
    verbose_name = _("培训合作")

    def ready(self):
        from portal.accounts.views.my import add_to_overview
        from portal.cooperation import services
        from portal.cooperation.views import overview
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back

        unseen(self.get_model("Agreement"))
        add_to_overview(overview)
        given_back.connect(services.enterprise_given_back, dispatch_uid="portal.cooperation.given_back")
