from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTrainingConfig(AppConfig):
    name = "portal.training"
    label = "training"
    verbose_name = _("培训")

    def ready(self):
        from django.db.models.signals import post_save

        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.enrolment.personal_data import contribute_enrolments
        from portal.training.signals import session_saved
        from portal.training.views import overview

        contribute_enrolments(self.get_model("Enrolment"), "training")
        add_to_overview(overview)
        register_text("course_digest", _("您订阅的培训有 %(count)s 门新课程：%(url)s 退订：%(stop)s"))
        post_save.connect(session_saved, sender=self.get_model("Session"), dispatch_uid="portal.training.session_saved")
