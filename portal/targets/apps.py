from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTargetsConfig(AppConfig):
    name = "portal.targets"
    label = "targets"
    verbose_name = _("工作指标")

    def ready(self):
        from wagtail.signals import published, workflow_submitted

        from portal.core import audit
        from portal.core.writes import unseen
        from portal.links.registry import register_links
        from portal.ops import schedule
        from portal.targets import copies, coverage, entities, signals, team, warnings
        from portal.targets.audit_labels import AUDIT_ACTIONS
        from portal.targets.counters import Counter, register_counter
        from portal.targets.links import report_links

        unseen(*(self.get_model(name) for name in ("SavedCopy", "Warned", "OnlineEntity")))
        audit.name_actions(AUDIT_ACTIONS)
        register_links("media_reports", report_links)
        register_counter(Counter("media_coverage", _("宣传报道（篇）"), coverage.coverage_entries))
        register_counter(Counter("online_entities", _("新增网络经营主体（家）"), entities.entity_entries))
        register_counter(Counter("team", _("在岗工作人员（人）"), team.team_entries, grows=False))
        schedule.every(schedule.A_DAY, copies.save_missing_copies)
        schedule.every(schedule.A_DAY, warnings.warn_of_milestones)
        schedule.every(schedule.A_DAY, warnings.note_those_behind)
        workflow_submitted.connect(signals.report_handed_in, dispatch_uid="portal.targets.report_handed_in")
        published.connect(signals.report_published, sender=self.get_model("MediaReport"), dispatch_uid="portal.targets.report_published")
