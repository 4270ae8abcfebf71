from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalActingConfig(AppConfig):
    name = "portal.acting"
    label = "acting"
    verbose_name = _("代办")

    def ready(self):
        from portal.accounts.views.my import add_to_overview
        from portal.acting import personal_data  # noqa: F401 - declares what is a person's own
        from portal.acting.audit_labels import AUDIT_ACTIONS
        from portal.acting.views.common import overview
        from portal.core import audit
        from portal.core.writes import unseen

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
