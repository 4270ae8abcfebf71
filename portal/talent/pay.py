"""Pay in words."""

from django.utils.translation import gettext as _


def _plain(amount) -> str:
    return f"{amount:.2f}".removesuffix(".00")


def pay_text(low, high, unit: str) -> str:
    """Return a range of pay such as ``3000–5000 元/月``.

    Args:
        low, high: decimals in yuan.
        unit: the unit in words.
    """
    span = _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"
    return _("%(span)s 元/%(unit)s") % {"span": span, "unit": unit}
