from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalModerationConfig(AppConfig):
    name = "portal.moderation"
    label = "moderation"
    verbose_name = _("审核")

    def import_models(self):
        """Load the steps of the workflow too: they are models, but stand above those of the package (Django's name)."""
        super().import_models()
        from portal.moderation import workflow_steps  # noqa: F401 - its models register themselves

    def ready(self):
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page, WorkflowState

        from portal.cases.handlers import watch
        from portal.core import audit, cache
        from portal.core.writes import unseen
        from portal.moderation import checks, comparisons, personal_data, removals  # noqa: F401 - checks and personal_data register themselves
        from portal.moderation.audit_labels import AUDIT_ACTIONS
        from portal.moderation.copying import DraftCopyForm
        from portal.moderation.decisions import decide
        from portal.moderation.models import AllowedPhrases, ContextWords, RuleClause, TermGroup
        from portal.moderation.notifications import quieten_wagtail
        from portal.moderation.policies import EditorialPagePermissionTester
        from portal.moderation.reports import REPORT
        from portal.moderation.rescreening import rules_changed
        from portal.moderation.screenings import begin, queue_screening, screening_due, sweep_lost_screenings
        from portal.moderation.workflow_steps import Actions, connect
        from portal.ops import schedule

        # Copying and bulk actions ask a page in its base type, which would answer with Wagtail's own rights and let one person publish.
        Page.permissions_for_user = lambda page, user: EditorialPagePermissionTester(user, page)
        Page.copy_form_class = DraftCopyForm
        quieten_wagtail()
        comparisons.register()
        connect(Actions(begin=begin, screening_due=screening_due, decide=decide))
        post_save.connect(queue_screening, sender=WorkflowState, dispatch_uid="portal.moderation.queue_screening")
        for log in removals.LOGS:
            post_save.connect(removals.note_ending, sender=log, dispatch_uid=f"portal.moderation.note_ending.{log.__name__}")
        audit.name_actions(AUDIT_ACTIONS)
        watch(REPORT)
        schedule.every(schedule.A_MINUTE, sweep_lost_screenings, queue=schedule.PROMPT)
        unseen(*(self.get_model(name) for name in ("Appeal", "Decision", "Report", "ReportReply", "Screening")))
        rules = (AllowedPhrases, ContextWords, RuleClause, TermGroup)
        cache.watch(*rules)
        for model in rules:
            for signal in (post_save, post_delete):
                signal.connect(rules_changed, sender=model, dispatch_uid=f"portal.moderation.rules_changed.{model.__name__}")
