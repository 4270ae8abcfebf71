from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalTalentConfig(AppConfig):
    name = "portal.talent"
    label = "talent"
    verbose_name = _("人才就业")

    def ready(self):
        from django.db.models.signals import post_save

        from portal.accounts.sms.sending import register_text
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.cache import watch
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back
        from portal.moderation.outcomes import follow_review
        from portal.ops import schedule
        from portal.talent import personal_data, signals  # noqa: F401 - the first registers itself
        from portal.talent.audit_labels import AUDIT_ACTIONS, DIGEST_TEXT
        from portal.talent.services import jobs, notices, practice, resumes
        from portal.talent.views.my import overview

        watch(self.get_model("TalentSettings"))
        # Not applications: a job's page says how quickly its employer answers them.
        unseen(*(self.get_model(name) for name in ("EncryptedFile", "JobLedgerEntry", "RelayMessage", "Resume")))
        audit.name_actions(AUDIT_ACTIONS)
        register_text("job_digest", DIGEST_TEXT)
        add_to_overview(overview)
        follow_review(self.get_model("Job"), approved=jobs.text_approved, sent_back=jobs.text_sent_back, taken_down=jobs.taken_down)
        given_back.connect(jobs.enterprise_given_back, dispatch_uid="portal.talent.jobs_given_back")
        given_back.connect(practice.enterprise_given_back, dispatch_uid="portal.talent.practice_given_back")
        on_withdrawal(resumes.PURPOSE, resumes.consent_withdrawn)
        post_save.connect(signals.settings_saved, sender=self.get_model("TalentSettings"), dispatch_uid="portal.talent.settings")
        schedule.every(schedule.A_MINUTE * 10, jobs.expire_jobs, queue=schedule.PROMPT)
        schedule.every(schedule.A_MINUTE * 60, jobs.remind_of_jobs)
        schedule.every(schedule.A_DAY, practice.forget_contacts)
        schedule.every(schedule.A_MINUTE * 60, notices.remind_of_notices)
