from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCooperationConfig(AppConfig):
    name = "portal.cooperation"
    label = "cooperation"
    verbose_name = _("培训合作")

    def ready(self):
        from portal.accounts.views.my import add_to_overview
        from portal.cooperation import personal_data  # noqa: F401 - registers itself
        from portal.cooperation.services import bodies
        from portal.cooperation.services.sign_ups import forget_contacts
        from portal.cooperation.views.bodies import overview as courses
        from portal.cooperation.views.calls import overview as sign_ups
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back
        from portal.ops import schedule

        unseen(self.get_model("Agreement"), self.get_model("SignUp"))
        add_to_overview(courses)
        add_to_overview(sign_ups)
        schedule.every(schedule.A_DAY, forget_contacts)
        given_back.connect(bodies.enterprise_given_back, dispatch_uid="portal.cooperation.given_back")
