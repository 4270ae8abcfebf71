from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalMembershipConfig(AppConfig):
    name = "portal.membership"
    label = "membership"
    verbose_name = _("会员")

    def ready(self):
        from portal.accounts.personal_data import exempt
        from portal.accounts.views.my import add_to_overview
        from portal.cases.handlers import watch
        from portal.core import audit
        from portal.core.consents import on_withdrawal
        from portal.core.writes import unseen
        from portal.enterprises.services.members import given_back
        from portal.membership import personal_data  # noqa: F401 - declares what is a person's own
        from portal.membership.audit_labels import AUDIT_ACTIONS
        from portal.membership.services import applications, members
        from portal.membership.views.my import overview
        from portal.ops import schedule

        unseen(*self.get_models())
        audit.name_actions(AUDIT_ACTIONS)
        add_to_overview(overview)
        exempt("membership.ApplicationReply", _("办理会员申请时留下的经办记录，不是其个人资料"))
        exempt("membership.Invitation", _("邀请企业时留下的经办记录，不是其个人资料"))
        exempt("membership.BenefitUse", _("登记权益使用时留下的经办记录，不是其个人资料"))
        schedule.every(schedule.A_DAY, applications.forget_old)
        watch(applications.APPLICATION)
        on_withdrawal(applications.CONSENT, applications.FORGETTING.consent_withdrawn)
        on_withdrawal(applications.LISTING, members.listing_withdrawn)
        given_back.connect(applications.enterprise_given_back, dispatch_uid="portal.membership.given_back")
