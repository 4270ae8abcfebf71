from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTrainingConfig(AppConfig):
    name = "portal.training"
    label = "training"
    verbose_name = _("培训")

    def ready(self):
        from django.db.models.signals import post_save, pre_delete

        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.acting.views.common import add_way
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.enrolment.changes import follow_changes
        from portal.enrolment.personal_data import contribute_enrolments
        from portal.ops import schedule
        from portal.training import answers, enrolling, samples, services
        from portal.training.audit_labels import AUDIT_ACTIONS
        from portal.training.models import GROUP_PURPOSE
        from portal.training.signals import session_saved
        from portal.training.views import overview
        from portal.web.meta import Crumb

        unseen(*(self.get_model(name) for name in ("Attendance", "Certificate", "FollowUp", "Sample", "Call", "Wish")))
        audit.name_actions(AUDIT_ACTIONS)
        enrolment = self.get_model("Enrolment")
        contribute_enrolments(enrolment, "training", "training.Attendance", "training.Certificate", facts=enrolment.facts)
        follow_changes(
            self.get_model("Session"),
            lambda session: [session] if session.course.live else [],
            begins="starts_on",
            facts=("starts_on", "ends_on", "hours", "place"),
        )
        follow_changes(self.get_model("Course"), lambda course: course.sessions.filter(live=True))
        add_to_overview(overview)
        add_way(Crumb(_("选培训班，替人报名"), "/training/"))
        register_text("course_digest", _("您订阅的培训有 %(count)s 门新课程：%(url)s 退订：%(stop)s"))
        schedule.every(schedule.A_MINUTE * 5, services.expire_offers, queue=schedule.PROMPT)
        schedule.every(schedule.AN_HOUR, services.remind)
        schedule.every(schedule.A_DAY, services.forget_contacts)
        schedule.every(schedule.A_DAY, enrolling.forget_groups)
        schedule.every(schedule.A_DAY, samples.forget_names)
        schedule.every(schedule.A_DAY, answers.forget_names)
        schedule.every(schedule.AN_HOUR, answers.ask)
        on_withdrawal(GROUP_PURPOSE, enrolling.consent_withdrawn)
        pre_delete.connect(enrolling.keep_count, sender=enrolment, dispatch_uid="portal.training.headcount")
        post_save.connect(session_saved, sender=self.get_model("Session"), dispatch_uid="portal.training.session_saved")
