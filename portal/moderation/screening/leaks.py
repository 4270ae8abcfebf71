"""The leak guard: personal numbers in plain text (R-MOD-9, domain.md §6, 16), and a copy without them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import luhn

from portal.core.validators import credit_code
from portal.moderation.screening.types import Action, Hit

# Content whose purpose is that somebody can be reached.
CONTACT_KINDS = frozenset(
    {"product", "enterprise", "service", "provider", "station", "job", "event", "course", "tourism", "notice", "guide", "page", "culture"}
)
# What the centre itself writes; its own land line and mail address may stand there.
_OFFICIAL_KINDS = frozenset({"news", "policy"})
_PHONE_FIELD = re.compile(r"phone|tel|mobile|contact|hotline|fax")

_S = r"[\s\-._·*—–~()（）\u200b-\u200f\u2060\ufeff]{0,2}"
_MOBILE = re.compile(rf"(?=[+81])(?<![\d.])(?:\+?86{_S})?1{_S}[3-9](?:{_S}\d){{9}}(?!\d)")
_LANDLINE = re.compile(r"(?=[(（0])(?<!\d)[(（]?0\d{2,3}[)）]?[\s\-—–]{0,2}[2-8]\d{2,3}[\s\-]?\d{4}(?!\d)")
_ID = re.compile(rf"(?<!\d)[1-8](?:{_S}\d){{16}}{_S}[\dXx](?![\dA-Za-z])")
_OLD_ID = re.compile(r"(?<!\d)[1-8]\d{14}(?!\d)")
_CARD = re.compile(rf"(?<!\d)(?<!\d[,.])(?:62|4|5[1-5]|2[2-7]|35)(?:{_S}\d){{13,17}}(?!\d|,\d)")
_CREDIT = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-Z]{10}(?![0-9A-Za-z])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+", re.ASCII)
_PASSPORT = re.compile(r"(?:护照|通行证)[^\dA-Za-z]{0,6}([EGDSPHMeghm][A-Za-z]?\d{7,8})(?!\d)")
_ACCOUNT = re.compile(
    r"(?=[微薇威徽溦vwq扣抖卫企])(?:(?:微信|薇信|威信|徽信|v信|vx|wx|wechat|qq|扣扣|q群|q号|抖音)\s*(?:群|号|号码|id|同号)?\s*[:：是为]?|(?:卫星|薇|徽|溦|威|微|v|q|扣|企鹅)\s*[:：])\s*([a-z][\w-]{4,19}|[1-9]\d{4,11})(?![\w@.])",
    re.IGNORECASE | re.ASCII,
)
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_ID_WORDS = re.compile(r"身份证|证件号")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|银行|储蓄卡|信用卡|行卡|本人卡|我的卡|开户|转账|打款")
_CREDIT_WORDS = re.compile(r"信用代码|税号|营业执照|纳税人识别号")

_PROVINCES = {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83}
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
# Digits in circles, brackets and with a stop.
_WIDTH |= {first + number: str(number + 1) for first in (0x2460, 0x2474, 0x2488, 0x2776, 0x2780, 0x278A) for number in range(9)}
_WIDTH |= {ord("⓪"): "0", ord("⓿"): "0", ord("Х"): "X", ord("х"): "x"}

# Digits as Chinese characters, one to one so that places stay.
_DIGITS = ("零〇", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_NUMERALS = _WIDTH | {ord(char): str(number) for number, chars in enumerate(_DIGITS) for char in chars}


# Without five letters or digits in a row, near enough, there is nothing to find.
_WORTH_READING = re.compile(r"(?:[0-9A-Za-z@０-９①-⑨⓪" + "".join(_DIGITS) + r"][^\n]{0,2}?){5}")
_IN_WORDS = re.compile("(?:[" + "".join(_DIGITS) + r"0-9]\W?){8}")


@dataclass(frozen=True)
class _Find:
    """What was found: its clause, its name, how strict to be, and how its characters are masked."""

    clause: str
    name: str
    action: Action
    start: int
    end: int
    keep: tuple[int, int]


def leaks(field: str, text: str, kind: str) -> list[Hit]:
    """Return the personal numbers that a text gives away.

    Args:
        field: name of the field; a field meant for phone numbers gets a note only.
        kind: kind of content; where somebody must be reachable, a phone number gets a note only.
    """
    open_to_public = kind in CONTACT_KINDS or bool(_PHONE_FIELD.search(field))
    return [
        Hit(
            field,
            str(found.name),
            found.start,
            found.end,
            found.clause,
            str(_("个人信息")),
            _phone_action(found, kind, open_to_public),
            _("发现%(name)s，可改用遮盖后的写法：%(masked)s。") % {"name": found.name, "masked": _mask(text, found)},
        )
        for found in _finds(text)
    ]


def masked_copy(text: str) -> str:
    """Return a text with every personal number masked as is the custom: 138****1234."""
    for found in sorted(_finds(text), key=lambda found: -found.start):
        if found.keep != (99, 99):
            text = text[: found.start] + _mask(text, found) + text[found.end :]
    return text


def _phone_action(found: _Find, kind: str, open_to_public: bool) -> Action:
    if found.action is not Action.REVIEW or found.clause not in {"PI-3", "PI-4", "PI-6"}:
        return found.action
    if open_to_public or (kind in _OFFICIAL_KINDS and (found.name == LANDLINE or found.clause == "PI-4")):
        return Action.NOTE
    return Action.REVIEW


LANDLINE = gettext_lazy("固定电话号码")


def _finds(text: str) -> Iterator[_Find]:
    """Yield what gives somebody away, each stretch once, the gravest first."""
    if not _WORTH_READING.search(text):
        return
    urls = [match.span() for match in _URL.finditer(text)]
    taken: list[tuple[int, int]] = []
    readings = [text.translate(_WIDTH)]
    if _IN_WORDS.search(text):
        readings.append(text.translate(_NUMERALS))
    for find in _FINDERS:
        for found in (found for shown in readings for found in find(shown)):
            inside = any(start <= found.start < end for start, end in urls) and found.clause not in {"PI-1", "PI-2"}
            if not inside and not any(start < found.end and found.start < end for start, end in taken):
                taken.append((found.start, found.end))
                yield found


def _digits(text: str) -> str:
    return re.sub(r"[^\dXx]", "", text).upper()


def _near(pattern: re.Pattern, text: str, match: re.Match) -> bool:
    return bool(pattern.search(text[max(0, match.start() - 20) : match.start()]))


def _identity_numbers(text: str) -> Iterator[_Find]:
    for match in _ID.finditer(text):
        number = _digits(match.group())
        if _plausible_birth(number[6:14]) and int(number[:2]) in _PROVINCES:
            fits = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number[:17], strict=True)) % 11
            if "10X98765432"[fits] == number[17]:
                yield _Find("PI-1", _("身份证号码"), Action.BLOCK, *match.span(), (4, 4))
            else:
                action = Action.BLOCK if _near(_ID_WORDS, text, match) else Action.REVIEW
                yield _Find("PI-1", _("身份证号码（校验位不符）"), action, *match.span(), (4, 4))
    for match in _OLD_ID.finditer(text):
        if _near(_ID_WORDS, text, match) and _plausible_birth("19" + match.group()[6:12]):
            yield _Find("PI-1", _("身份证号码"), Action.BLOCK, *match.span(), (4, 4))
    for match in _PASSPORT.finditer(text):
        yield _Find("PI-1", _("证件号码"), Action.BLOCK, *match.span(1), (1, 3))


def _plausible_birth(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100


def _credit_codes(text: str) -> Iterator[_Find]:
    for match in _CREDIT.finditer(text):
        code = match.group()
        if not (_near(_CREDIT_WORDS, text, match) or (code[:2] in {"91", "92", "93", "12", "51"} and re.search("[A-Z]", code))):
            continue
        try:
            credit_code(code)
        except ValidationError:
            yield _Find("PI-5", _("统一社会信用代码（校验不通过）"), Action.REVIEW, *match.span(), (99, 99))


def _cards(text: str) -> Iterator[_Find]:
    for match in _CARD.finditer(text):
        number = _digits(match.group())
        if len(number) >= 16 and len(set(number)) > 3 and luhn.is_valid(number):
            yield _Find("PI-2", _("银行卡号"), Action.BLOCK, *match.span(), (4, 4))
        elif len(number) >= 16 and _near(_CARD_WORDS, text, match):
            yield _Find("PI-2", _("银行卡号（校验位不符）"), Action.BLOCK, *match.span(), (4, 4))
        elif len(number) >= 16 and number.startswith("62"):
            yield _Find("PI-2", _("疑似银行卡号"), Action.REVIEW, *match.span(), (4, 4))


def _phones(text: str) -> Iterator[_Find]:
    for match in _MOBILE.finditer(text):
        yield _Find("PI-3", _("手机号码"), Action.REVIEW, *match.span(), (3, 4))
    for match in _LANDLINE.finditer(text):
        yield _Find("PI-3", LANDLINE, Action.REVIEW, *match.span(), (4, 3))


def _accounts(text: str) -> Iterator[_Find]:
    for match in _EMAIL.finditer(text):
        yield _Find("PI-4", _("电子邮箱"), Action.REVIEW, *match.span(), (1, 0))
    for match in _ACCOUNT.finditer(text):
        yield _Find("PI-6", _("社交账号"), Action.REVIEW, *match.span(1), (2, 2))


_FINDERS: tuple[Callable[[str], Iterator[_Find]], ...] = (_identity_numbers, _credit_codes, _cards, _phones, _accounts)


def _mask(text: str, found: _Find) -> str:
    """Return the stretch with its middle masked; separators stay, an e-mail keeps its host."""
    shown = text[found.start : found.end]
    tail = shown[shown.index("@") :] if found.clause == "PI-4" and "@" in shown else ""
    body = list(shown.removesuffix(tail)) if tail else list(shown)
    solid = [index for index, char in enumerate(body) if char.isalnum()]
    first, last = found.keep
    for index in solid[first : len(solid) - last]:
        body[index] = "*"
    return "".join(body) + tail
