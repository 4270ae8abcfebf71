"""The leak guard: personal numbers in plain text (R-MOD-9, domain.md §6, 16), and a copy without them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum import luhn

from portal.core.validators import credit_code
from portal.moderation.screening.folding import Folder, Reading
from portal.moderation.screening.numbers import Number, Numbers
from portal.moderation.screening.types import Action, Hit

# Clauses on personal data begin so (fixtures/reference/moderation).
_PERSONAL = "PI-"
_KIND = gettext_lazy("个人信息")
# Content whose purpose is that somebody can be reached.
CONTACT_KINDS = frozenset(
    {"product", "enterprise", "service", "provider", "station", "job", "event", "course", "tourism", "notice", "guide", "page", "culture"}
)
# What the centre itself writes; its own land line and mail address may stand there.
_OFFICIAL_KINDS = frozenset({"news", "policy"})
_PHONE_FIELD = re.compile(r"phone|tel|mobile|contact|hotline|fax")

_MOBILE = re.compile(r"(?:0086|86)?1[3-9]\d{9}")
_ID = re.compile(r"[1-8]\d{16}[\dX]")
_AT = re.compile("[@＠﹫]")
_OLD_ID = re.compile(r"(?<!\d)[1-8]\d{14}(?!\d)")
_CARD = re.compile(r"(?:62|4|5[1-5]|2[2-7]|35)\d+")
_CREDIT = re.compile(r"(?<![0-9a-z])[0-9a-hj-npqrtuwxy]{2}\d{6}[0-9a-z]{10}(?![0-9a-z])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?@\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+", re.ASCII)
_PASSPORT = re.compile(r"(?:护照|通行证)[^\dA-Za-z]{0,6}([egdsphm][a-z]?\d{7,8})(?!\d)")
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

# Digits as Chinese characters, one to one so that places stay.
_DIGITS = ("零〇", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_NUMERALS = {ord(char): str(number) for number, chars in enumerate(_DIGITS) for char in chars}
# The Cyrillic letter ends identity numbers as well as the Latin one.
_FOLDER = Folder({"letters": {"х": "x"}})
# Below five letters and digits there is nothing to find.
_LEAST = 5
_SOLID = re.compile("[0-9a-z@" + "".join(_DIGITS) + "]")
_NUMERAL = "[" + "".join(_DIGITS) + "]"
_IN_WORDS = re.compile(rf"{_NUMERAL}\W{{0,3}}(?:\d|{_NUMERAL})|\d\W{{0,3}}{_NUMERAL}")
# Signs that part the items of a list rather than the digits of a card.
_LISTING = re.compile(r"[、,，/|]")


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
            str(_KIND),
            _phone_action(found, kind, open_to_public),
            _("发现%(name)s，可改用遮盖后的写法：%(masked)s。") % {"name": found.name, "masked": masked},
            masked,
        )
        for found in _finds(text)
        for masked in [_mask(text, found)]
    ]


def is_personal(hit: Mapping) -> bool:
    """Return whether a hit, as a screening keeps it, is a personal number that this guard has found."""
    return bool(hit.get("masked")) or (hit["clause"].startswith(_PERSONAL) and hit["kind"] == str(_KIND))


def masked_copy(text: str) -> str:
    """Return a text with every personal number masked as is the custom: 138****1234."""
    parts, end = [], 0
    for found in sorted(_finds(text), key=lambda found: found.start):
        if found.keep != (99, 99):
            parts += [text[end : found.start], _mask(text, found)]
            end = found.end
    return "".join(parts) + text[end:]


def _phone_action(found: _Find, kind: str, open_to_public: bool) -> Action:
    if found.action is not Action.REVIEW or found.clause not in {"PI-3", "PI-4", "PI-6"}:
        return found.action
    if open_to_public or (kind in _OFFICIAL_KINDS and (found.name == LANDLINE or found.clause == "PI-4")):
        return Action.NOTE
    return Action.REVIEW


LANDLINE = gettext_lazy("固定电话号码")


def _finds(text: str) -> Iterator[_Find]:
    """Yield what gives somebody away, each stretch once, the gravest first, in places of the text as it was written."""
    plain = _FOLDER.figures(text)
    if sum(1 for _match in islice(_SOLID.finditer(plain.text), _LEAST)) < _LEAST:
        return
    readings = [plain]
    if _IN_WORDS.search(plain.text):
        readings.append(Reading(plain.text.translate(_NUMERALS), plain.starts, plain.ends))
    taken, linked = bytearray(len(text)), bytearray(len(text))
    for match in _URL.finditer(plain.text):
        start, end = plain.span(*match.span())
        linked[start:end] = b"\1" * (end - start)
    numbers = [(Numbers(reading), reading) for reading in readings]
    for find in _FINDERS:
        for shown, reading in numbers:
            for found in find(shown):
                start, end = reading.span(found.start, found.end)
                inside = linked[start] and found.clause not in {"PI-1", "PI-2"}
                if not inside and not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    yield replace(found, start=start, end=end)


def _near(pattern: re.Pattern, text: str, start: int) -> bool:
    return bool(pattern.search(text[max(0, start - 20) : start]))


def _identity_numbers(numbers: Numbers) -> Iterator[_Find]:
    text = numbers.text
    for found in numbers.of_length(18, 18):
        number, span = found.digits, (found.start, found.end)
        if not _ID.fullmatch(number) or (text[found.end : found.end + 1].isalpha() and text[found.end].isascii()):
            continue
        if _plausible_birth(number[6:14]) and int(number[:2]) in _PROVINCES and numbers.holds_only_birth(found):
            fits = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number[:17], strict=True)) % 11
            if "10X98765432"[fits] == number[17]:
                yield _Find("PI-1", _("身份证号码"), Action.BLOCK, *span, (4, 4))
            else:
                action = Action.BLOCK if _near(_ID_WORDS, text, found.start) else Action.REVIEW
                yield _Find("PI-1", _("身份证号码（校验位不符）"), action, *span, (4, 4))
    for match in _OLD_ID.finditer(text):
        if _near(_ID_WORDS, text, match.start()) and _plausible_birth("19" + match.group()[6:12]):
            yield _Find("PI-1", _("身份证号码"), Action.BLOCK, *match.span(), (4, 4))
    for match in _PASSPORT.finditer(text):
        yield _Find("PI-1", _("证件号码"), Action.BLOCK, *match.span(1), (1, 3))


def _plausible_birth(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100


def _credit_codes(numbers: Numbers) -> Iterator[_Find]:
    for match in _CREDIT.finditer(numbers.text):
        code = match.group().upper()
        near = _near(_CREDIT_WORDS, numbers.text, match.start())
        if not (near or (code[:2] in {"91", "92", "93", "12", "51"} and re.search("[A-Z]", code))):
            continue
        try:
            credit_code(code)
        except ValidationError:
            yield _Find("PI-5", _("统一社会信用代码（校验不通过）"), Action.REVIEW, *match.span(), (99, 99))


def _cards(numbers: Numbers) -> Iterator[_Find]:
    doubtful = []
    for number in numbers.of_length(16, 19):
        if not _CARD.fullmatch(number.digits):
            continue
        named = _near(_CARD_WORDS, numbers.text, number.start)
        listed = bool(_LISTING.search(numbers.text, number.start, number.end))
        if numbers.parts_thousands(number) or not (named or _could_be_card(numbers, number, listed)):
            continue
        if len(set(number.digits)) > 3 and luhn.is_valid(number.digits):
            action = Action.REVIEW if listed and not named else Action.BLOCK
            yield _Find("PI-2", _("银行卡号"), action, number.start, number.end, (4, 4))
        elif named:
            doubtful.append(_Find("PI-2", _("银行卡号（校验位不符）"), Action.BLOCK, number.start, number.end, (4, 4)))
        elif number.digits.startswith("62") and not listed:
            doubtful.append(_Find("PI-2", _("疑似银行卡号"), Action.REVIEW, number.start, number.end, (4, 4)))
    yield from doubtful


def _could_be_card(numbers: Numbers, number: Number, listed: bool) -> bool:
    """Whether a number is not made of days, land lines and amounts; one that is printed in fours may look like a land line inside."""
    if any(start < number.start or end > number.end or not number.in_fours for start, end in numbers.excluded(number)):
        return False
    if listed:
        return number.in_fours and not numbers.counts_something(number)
    return number.sizes not in {(8, 8), (7, 8), (8, 7)} and (number.in_fours or not numbers.counts_something(number))


def _phones(numbers: Numbers) -> Iterator[_Find]:
    for number in numbers.of_length(11, 15):
        if _MOBILE.fullmatch(number.digits) and numbers.is_plain(number):
            yield _Find("PI-3", _("手机号码"), Action.REVIEW, number.start, number.end, (len(number.digits) - 8, 4))
    for start, end in numbers.land_lines:
        yield _Find("PI-3", LANDLINE, Action.REVIEW, start, end, (4, 3))


def _accounts(numbers: Numbers) -> Iterator[_Find]:
    for match in _EMAIL.finditer(numbers.text):
        yield _Find("PI-4", _("电子邮箱"), Action.REVIEW, *match.span(), (1, 0))
    for match in _ACCOUNT.finditer(numbers.text):
        yield _Find("PI-6", _("社交账号"), Action.REVIEW, *match.span(1), (2, 2))


_FINDERS: tuple[Callable[[Numbers], Iterator[_Find]], ...] = (_identity_numbers, _credit_codes, _cards, _phones, _accounts)


def _mask(text: str, found: _Find) -> str:
    """Return the stretch with its middle masked; separators stay, an e-mail keeps its host."""
    shown = text[found.start : found.end]
    at = _AT.search(shown) if found.clause == "PI-4" else None
    tail = shown[at.start() :] if at else ""
    body = list(shown.removesuffix(tail)) if tail else list(shown)
    solid = [index for index, char in enumerate(body) if char.isalnum()]
    first, last = found.keep
    for index in solid[first : len(solid) - last]:
        body[index] = "*"
    return "".join(body) + tail
