from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PortalAccountsConfig(AppConfig):
    default = True
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self):
        from portal.accounts import account_data, checks, signals  # noqa: F401 - they register themselves
        from portal.accounts.audit_labels import AUDIT_ACTIONS
        from portal.accounts.pruning import prune
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.ops import schedule

        private = ("LimitCounter", "Message", "OneTimeCode", "PaperCode", "PaperSheet", "TextMessage")
        unseen(*(self.get_model(name) for name in private))
        audit.name_actions(AUDIT_ACTIONS)
        schedule.every(schedule.A_DAY, prune)


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens of users, with ours in their place."""

    user_viewset = "portal.accounts.viewsets.PeopleViewSet"
