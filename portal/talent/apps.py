from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTalentConfig(AppConfig):
    name = "portal.talent"
    label = "talent"
    verbose_name = _("人才就业")

    def ready(self):
        from django.db.models.signals import post_save
        from wagtail.signals import published, unpublished, workflow_cancelled, workflow_rejected

        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.cache import watch
        from portal.core.writes import unseen
        from portal.ops import schedule
        from portal.talent import personal_data, scheduled, signals  # noqa: F401 - the first registers itself
        from portal.talent.audit_labels import AUDIT_ACTIONS, DIGEST_TEXT
        from portal.talent.views.my import overview

        watch(self.get_model("TalentSettings"))
        # Not applications: a job's page says how quickly its employer answers them.
        unseen(*(self.get_model(name) for name in ("EncryptedFile", "JobLedgerEntry", "RelayMessage", "Resume", "SavedSearch")))
        audit.name_actions(AUDIT_ACTIONS)
        register_text("job_digest", DIGEST_TEXT)
        add_to_overview(overview)
        published.connect(signals.text_published, dispatch_uid="portal.talent.published")
        unpublished.connect(signals.taken_off, sender=self.get_model("Job"), dispatch_uid="portal.talent.unpublished")
        post_save.connect(signals.consent_saved, sender="core.Consent", dispatch_uid="portal.talent.consent")
        post_save.connect(signals.settings_saved, sender=self.get_model("TalentSettings"), dispatch_uid="portal.talent.settings")
        for signal in (workflow_rejected, workflow_cancelled):
            signal.connect(signals.sent_back, dispatch_uid="portal.talent.sent_back")
        schedule.every(schedule.A_MINUTE * 10, scheduled.end_what_has_run_out, queue=schedule.PROMPT)
        schedule.every(schedule.A_MINUTE * 60, scheduled.send_reminders)
        schedule.every(schedule.A_MINUTE * 60, scheduled.send_digests)
