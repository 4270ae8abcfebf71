"""The section of calls to declare."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.policy_calls.filters import PolicyCallFilterSet
from portal.policy_calls.models import PolicyCall
from portal.policy_calls.views.public import CallDetail
from portal.web.rows import Part
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import nested, thing


def soonest(_rows) -> list[Part]:
    """Return the order in which what ends next stands first and what is over last."""
    today = timezone.localdate()
    return [
        Part(("valid_until", "pk"), {"valid_until__gte": today}),
        Part(("-valid_until", "-pk"), {"valid_until__lt": today}, rest=True),
    ]


def call_data(_request, record: PolicyCall) -> dict:
    """Return the schema.org object of a call."""
    return thing(
        "GovernmentService",
        name=record.name,
        description=record.summary,
        serviceType=record.support,
        provider=nested("GovernmentOrganization", name=record.issuer),
    )


# R-POL-2, R-POL-4
CALLS = register_section(
    Section(
        PolicyCall,
        _("政策申报"),
        "/policies/calls/",
        description=_("可以申报的扶持项目：谁能报、给多少、要什么材料、什么时候截止，和公示的结果；可以请中心帮助申报。"),
        filterset=PolicyCallFilterSet,
        sorts={"ending": (_("最先截止"), soonest), "newest": (_("最近发布"), ("-first_published_at", "-pk"))},
        list_template="pages/policy_calls/calls.html",
        rows_template="components/record-list/policy-calls.html",
        list_name="calls",
        detail_view=CallDetail,
        structured_data=call_data,
        feed="policy-calls",
        digest="policy_call_digest",
        search=SearchKind(
            "policy_call",
            _("政策申报"),
            body=("introduction", "support", "how"),
            keywords=("issuer", "get_level_display"),
            category="get_level_display",
        ),
        order=130,
    )
)
