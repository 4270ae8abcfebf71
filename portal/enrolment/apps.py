from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalEnrolmentConfig(AppConfig):
    name = "portal.enrolment"
    label = "enrolment"
    verbose_name = _("报名")

    def ready(self):
        from portal.core import audit
        from portal.enrolment.audit_labels import AUDIT_ACTIONS

        audit.name_actions(AUDIT_ACTIONS)
