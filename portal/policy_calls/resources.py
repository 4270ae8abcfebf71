"""Calls to declare as a table."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from portal.policy_calls.models import Award, Condition, Material, PolicyCall
from portal.policy_calls.models.calls import POLICY_PAGE
from portal.sheets.columns import column
from portal.sheets.registry import register
from portal.sheets.relations import ChildrenColumn, ReferenceColumn
from portal.sheets.resources import RecordResource, slug_column


def _policies():
    return apps.get_model(POLICY_PAGE)._default_manager.live()


@register
class PolicyCallResource(RecordResource):
    """Calls with conditions, materials and results; what firms declare is never in this table."""

    kind = "policy-calls"
    title = _("政策申报通知")
    model = PolicyCall
    examples = (
        {
            "slug": "example-call",
            "name": _("2027 年县级电商扶持资金申报"),
            "level": _("县级"),
            "issuer": _("县商务主管部门"),
            "summary": _("支持网店上规模，每家最高 3 万元。"),
            "support": _("每家最高 3 万元，一次性拨付"),
            "how": _("材料一式两份交中心一楼窗口。"),
            "opens_on": "2027-03-01",
            "valid_until": "2027-03-31",
            "contact": _("县电子商务公共服务中心"),
            "phone": "0715-0001234",
            "conditions": _("在本县登记注册\n上年网络零售额 50 万元以上"),
            "materials": _("申报表|一式两份，盖公章\n营业执照复印件"),
        },
    )

    def build_columns(self):
        before = ("level", "issuer", "summary", "introduction", "support", "how", "opens_on", "valid_until", "contact", "phone", "priority")
        after = ("notice_from", "notice_until", "notice_text")
        return [
            slug_column(),
            column(PolicyCall, "name", width=40),
            ReferenceColumn(_("政策依据"), "policy", queryset=_policies, keys=("title", "slug"), width=40),
            *(column(PolicyCall, name) for name in before),
            _children(_("申报条件"), "conditions", Condition, "text"),
            _children(_("申报材料"), "materials", Material, "name", "note"),
            *(column(PolicyCall, name) for name in after),
            _children(_("公示结果"), "awards", Award, "name", "amount"),
        ]


def _children(heading, attribute: str, model, *parts: str) -> ChildrenColumn:
    return ChildrenColumn(heading, attribute, model=model, parent="call", parts=[column(model, name) for name in parts], width=50)
