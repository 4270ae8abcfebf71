from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsEventsConfig(AppConfig):
    name = "cms.events"
    label = "events"
    verbose_name = _("活动")

    def ready(self):
        from functools import partial

        from django.db.models.signals import post_save

        from cms.events import figures, services
        from cms.events.audit_labels import AUDIT_ACTIONS
        from cms.events.choices import EventKind
        from cms.events.signals import event_saved
        from cms.events.views import overview
        from portal.accounts.views.my import add_to_overview
        from portal.acting.views.common import add_way
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.enrolment.changes import follow_changes
        from portal.enrolment.personal_data import contribute_enrolments
        from portal.membership.salons import salons_from
        from portal.ops import schedule
        from portal.targets.counters import Counter, register_counter
        from portal.web.meta import Crumb

        unseen(self.get_model("SalonAlert"))
        register_counter(Counter("events", _("评选、大赛和沙龙（场）"), partial(figures.event_entries, figures.COUNTED)))
        register_counter(Counter("salons", _("沙龙（场）"), partial(figures.event_entries, (EventKind.SALON,))))
        salons_from(services.next_salons)
        audit.name_actions(AUDIT_ACTIONS)
        enrolment = self.get_model("Enrolment")
        contribute_enrolments(enrolment, "events", "events.Attendance", facts=enrolment.facts)
        follow_changes(self.get_model("EventPage"), services.offers_of, begins="starts_at", facts=("starts_at", "ends_at", "place"))
        add_to_overview(overview)
        add_way(Crumb(_("选活动，替人报名"), "/events/"))
        schedule.every(schedule.A_MINUTE * 5, services.expire_offers, queue=schedule.PROMPT)
        schedule.every(schedule.AN_HOUR, services.remind)
        schedule.every(schedule.A_DAY, services.forget_contacts)
        schedule.every(schedule.AN_HOUR, services.alert_of_salon)
        post_save.connect(event_saved, sender=self.get_model("EventPage"), dispatch_uid="cms.events.event_saved")
