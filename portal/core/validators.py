"""Checks of Chinese identifiers and contacts, with messages that say what to do."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError

from portal.core.figures import plain_code

phone_number = RegexValidator(
    r"^(?:\+86[- ]?)?(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{3,4}[ ]?\d{4}(?:-\d{1,6})?|[48]00[- ]?\d{3}[- ]?\d{4}|1\d{4}|\d{3})$",
    _("请填写有效的电话号码，例如 0715-1234567 或 13800000000。"),
)
mobile_number = RegexValidator(r"^1[3-9]\d{9}$", _("请填写 11 位手机号码。"))

_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def credit_code(value: str) -> None:
    """Check a unified social credit code (统一社会信用代码), both check digits.

    python-stdnum checks the form and the last character (GB 32100-2015); characters 9-17 carry a check of their own (GB 11714-1997).

    Raises:
        ValidationError: the code is not well formed or a check character does not fit.
    """
    try:
        code = uscc.validate(value)
    except NumberError as error:
        raise ValidationError(_("统一社会信用代码不正确，请对照营业执照核对 18 位代码。"), code="credit_code") from error
    body = code[8:17]
    total = sum(weight * int(char, 36) for weight, char in zip(_BODY_WEIGHTS, body[:8], strict=True))
    expected = {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    if body[8] != expected:
        raise ValidationError(_("统一社会信用代码的主体标识码（第 9–17 位）校验不通过，请对照营业执照核对。"), code="credit_code")


def plain_credit_code(text: str | None) -> str:
    """Return a credit code as the licence prints it from what people type or paste: spaces, dashes, full width, small letters."""
    return "".join(char for char in plain_code(text) if char.isalnum()).upper()


def county_centre_name(value: str) -> None:
    """Check a centre's name against ``XX市(县、区)电子商务公共服务中心`` (R-ID-1; S0 §4.7.1).

    Raises:
        ValidationError: the name has another form.
    """
    if not re.fullmatch(r"[\u4e00-\u9fff·]{1,20}(?:市|县|区|旗)电子商务公共服务中心", value):
        raise ValidationError(_("中心名称须为“XX市（县、区）电子商务公共服务中心”。"), code="centre_name")


def longitude(value) -> None:
    """Check degrees east within China's span."""
    if not 73 <= value <= 136:
        raise ValidationError(_("经度应在 73 至 136 之间。"), code="longitude")


def latitude(value) -> None:
    """Check degrees north within China's span."""
    if not 3 <= value <= 54:
        raise ValidationError(_("纬度应在 3 至 54 之间。"), code="latitude")
