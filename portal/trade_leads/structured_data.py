"""schema.org objects of trade leads."""

from portal.core.moments import machine_text
from portal.trade_leads.models import TradeLead
from portal.web.structured_data import nested, thing


def trade_lead_data(request, lead: TradeLead) -> dict:
    """Return the Offer or the Demand of a lead; a firm is named, a person is not."""
    firm = lead.enterprise
    return thing(
        "Offer" if lead.is_offer else "Demand",
        name=str(lead),
        description=lead.description,
        itemOffered=nested("Product", name=lead.product, category=lead.get_category_display()),
        eligibleQuantity=nested("QuantitativeValue", value=str(lead.quantity), unitText=lead.unit),
        price=str(lead.price or ""),
        priceCurrency="CNY" if lead.price else "",
        availabilityStarts=machine_text(lead.available_from),
        availabilityEnds=machine_text(lead.valid_until),
        offeredBy=nested("Organization", name=firm.name, url=request.build_absolute_uri(firm.get_absolute_url())) if firm else None,
        url=request.build_absolute_uri(lead.get_absolute_url()) if lead.pk else None,
    )
