from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalServiceRequestsConfig(AppConfig):
    name = "portal.service_requests"
    label = "service_requests"
    verbose_name = _("服务申请")

    def ready(self):
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.signals import unpublished

        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.acting.views.common import add_way
        from portal.cases.handlers import watch
        from portal.catalogues.models import Provider, ProviderMembership
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.lifecycle import record_changed
        from portal.core.writes import unseen
        from portal.ops import schedule
        from portal.service_requests import leaving, personal_data, services  # noqa: F401 - declares what is a person's own
        from portal.service_requests.audit_labels import AUDIT_ACTIONS
        from portal.service_requests.views.my import ACT_FOR_NEW, overview

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
        add_way(ACT_FOR_NEW)
        exempt("service_requests.ServiceRequestReply", _("办理服务申请时留下的经办记录，不是其个人资料"))
        schedule.every(schedule.A_DAY, services.forget_old)
        watch(services.REQUEST)
        for signal in (record_changed, unpublished):
            signal.connect(leaving.provider_changed, sender=Provider, dispatch_uid="portal.service_requests.provider_changed")
        for signal in (post_save, post_delete):
            signal.connect(leaving.keeper_left, sender=ProviderMembership, dispatch_uid="portal.service_requests.keeper_left")
        pre_delete.connect(leaving.provider_deleted, sender=Provider, dispatch_uid="portal.service_requests.provider_deleted")
        on_withdrawal(services.CONSENT, services.FORGETTING.consent_withdrawn)
