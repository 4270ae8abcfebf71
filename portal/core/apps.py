from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalCoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = _("公共部件")

    def ready(self):
        from django.apps import apps
        from django.db.models.signals import post_delete, post_migrate, post_save
        from wagtail.signals import published, unpublished

        from portal.core import access_log, audit, durable_files, form_cleaning, messages, writes
        from portal.core.admin_names import name_in_chinese
        from portal.core.cache import live_record_changed, shared_data_changed
        from portal.core.lifecycle import consent_saved, record_changed
        from portal.core.models import AccessEntry, AuditEntry, CacheStamp, Heartbeat

        # The last app of the list that has models: by then every row that packages name in English is there.
        post_migrate.connect(name_in_chinese, sender=apps.get_app_config("sessions"), dispatch_uid="portal.core.names")

        form_cleaning.install()
        audit.name_actions({"core.text_cleaned": _("整理旧文字")})
        messages.remember()
        writes.unseen(AccessEntry, AuditEntry, CacheStamp, Heartbeat)
        writes.connect()
        durable_files.connect()
        access_log.connect()
        published.connect(shared_data_changed, dispatch_uid="portal.core.published")
        unpublished.connect(shared_data_changed, dispatch_uid="portal.core.unpublished")
        post_delete.connect(live_record_changed, dispatch_uid="portal.core.deleted")
        post_save.connect(consent_saved, sender=self.get_model("Consent"), dispatch_uid="portal.core.consent")
        record_changed.connect(live_record_changed, dispatch_uid="portal.core.record_changed")
