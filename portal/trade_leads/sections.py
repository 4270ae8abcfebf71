"""The section of supply and demand."""

from django.utils.translation import gettext_lazy as _

from portal.trade_leads.filters import TradeLeadFilterSet
from portal.trade_leads.models import TradeLead
from portal.trade_leads.structured_data import trade_lead_data
from portal.trade_leads.views import TradeLeadDetail
from portal.web.sections import SearchKind, Section, register_section

# R-REC-4
TRADE_LEADS = register_section(
    Section(
        TradeLead,
        _("供求信息"),
        "/supply-demand/",
        description=_("本县农产品和加工品的供应、求购信息，可以在线提交意向，中心帮助对接。"),
        filterset=TradeLeadFilterSet,
        sorts={
            "newest": (_("最近发布"), ("-first_published_at", "-pk")),
            "ending": (_("即将截止"), ("valid_until", "-pk")),
        },
        list_template="pages/trade_leads/leads.html",
        list_name="leads",
        detail_view=TradeLeadDetail,
        joins=("picture",),
        ended=(_("这条供求信息已经结束"), _("可能已经成交，也可能过了期限。可以看看其他供求信息。")),
        structured_data=trade_lead_data,
        feed="supply-demand",
        search=SearchKind(
            "trade_lead",
            _("供求信息"),
            body=("description", "place", "packing", "certificates"),
            keywords=("product", "get_kind_display", "get_category_display", "shown_name"),
            category="get_category_display",
            price="price",
            dated="first_published_at",
            last_day="valid_until",
            boost=0.85,
        ),
        order=340,
    )
)
