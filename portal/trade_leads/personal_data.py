"""What trade leads hold about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, exempt, personal_data
from portal.trade_leads.models import Inquiry, TradeLead
from portal.trade_leads.services import forget_leads

personal_data(
    _("供求信息"),
    [(_("供求信息"), str), "enterprise", "price", "town", "place", "packing", "certificates", "description", "state", "valid_until"],
    owner="poster",
    erase=Erasure(forget_leads).keeping(_("以企业名义发布的供求信息属于企业，不再与您的账号相连。")),
    code="trade_leads",
)(TradeLead)
personal_data(_("供求意向"), ["lead", "contact", "phone", "text", "state", "sent_at"], code="trade_inquiries")(Inquiry)
exempt("trade_leads.Match", _("供销对接的经办记录，不是其个人资料"))
