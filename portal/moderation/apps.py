from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalModerationConfig(AppConfig):
    name = "portal.moderation"
    label = "moderation"
    verbose_name = _("审核")

    def ready(self):
        from wagtail.models import Page

        from portal.moderation.copying import DraftCopyForm
        from portal.moderation.policies import EditorialPagePermissionTester

        # Copying and bulk actions ask a page in its base type, which would answer with Wagtail's own rights and let one person publish.
        Page.permissions_for_user = lambda page, user: EditorialPagePermissionTester(user, page)
        Page.copy_form_class = DraftCopyForm
