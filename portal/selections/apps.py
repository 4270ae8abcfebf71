from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalSelectionsConfig(AppConfig):
    name = "portal.selections"
    label = "selections"
    verbose_name = _("评选")

    def ready(self):
        from portal.accounts.personal_data import Erasure, Part, as_text, contribute, exempt, personal_data
        from portal.accounts.views.my import add_to_overview
        from portal.core import audit
        from portal.core.writes import unseen
        from portal.selections import services
        from portal.selections.audit_labels import AUDIT_ACTIONS
        from portal.selections.views import overview

        def votes(user) -> list[dict]:
            told = services.votes_of(user)
            return [
                {str(_("评选")): str(row.selection), str(_("投给")): str(row.nomination), str(_("日期")): as_text(row.day)} for row in told
            ]

        # Counts are shown when they are frozen, and these stand on the nominations.
        unseen(*(self.get_model(name) for name in ("Vote", "Juror", "JuryMark")))
        audit.name_actions(AUDIT_ACTIONS)
        fields = ("selection", "kind", "name", "category", "reason")
        personal_data(_("评选提名"), fields, erase=Erasure(services.forget_nominations), code="nominations")(self.get_model("Nomination"))
        kept = _("投票里只有手机号码的摘要，结果公布时清空，不能看出是谁投的")
        contribute(Part("selection_votes", _("评选投票"), votes, lambda user: None, kept), "selections.Vote")
        exempt("selections.Juror", _("工作人员指定评委的记录，不是其个人资料"))
        add_to_overview(overview)
