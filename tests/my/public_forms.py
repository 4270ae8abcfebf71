"""Every form that the public can send, with who sends it and what makes it right; the URL conf says which there are.

``FORMS`` have a page of their own, ``BUTTONS`` are pressed on another page, ``NOTHING_TYPED`` hold passwords and codes, never kept.
"""

import re
from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.views.generic import RedirectView
from PIL import Image

from portal.accounts.models import LimitCounter, TextMessage
from portal.accounts.paper import print_sheet
from portal.enrolment.attendance import door_code
from portal.enterprises.models import Invitation
from portal.places.models import Town
from portal.service_requests.models import ServiceRequest
from portal.training.models import Session
from tests.factories.enterprises import IndustryClassFactory
from tests.factories.events import held, offer_of
from tests.factories.people import UserFactory, agreed
from tests.factories.surveys import filled
from tests.guards.addresses import Address, addresses
from tests.guards.belongings import Belongings
from tests.my.samples import CASES, MEMBERSHIP, MEMBERSHIP_BUTTONS, PHONE, SETTLEMENT, TEXTS, Sample, papers_are_missing

PASSWORD = "long-enough-pass-1"


def last_code() -> str:
    """Return the code of the newest text message."""
    return re.search(r"\d{6}", TextMessage.objects.order_by("-pk")[0].text).group()


def _asks(name: str, phone: str = PHONE):
    def before(client: Client, _belongings: Belongings) -> None:
        LimitCounter.objects.all().delete()
        client.post(reverse(name), {"phone": phone})

    return before


def _proves(ask: str, confirm: str, phone: str = PHONE):
    def before(client: Client, belongings: Belongings) -> None:
        if ask == "account_reset_password":
            _holder()
        _asks(ask, phone)(client, belongings)
        client.post(reverse(confirm), {"code": last_code()})

    return before


def _holder():
    return UserFactory(phone=PHONE, phone_verified=True)


def _with_password(client: Client, _belongings: Belongings) -> None:
    person = agreed(UserFactory())
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person)


def _without_password(client: Client, _belongings: Belongings) -> None:
    person = agreed(UserFactory())
    person.set_unusable_password()
    person.save()
    client.force_login(person)


def _with_own_phone(client: Client, _belongings: Belongings) -> None:
    client.force_login(agreed(UserFactory(phone=PHONE, phone_verified=True)))


def _asks_to_close(client: Client, belongings: Belongings) -> None:
    LimitCounter.objects.all().delete()
    _with_own_phone(client, belongings)
    client.post(reverse("accounts:data-close"))


def _not_yet_agreed(client: Client, _belongings: Belongings) -> None:
    client.force_login(UserFactory())


def _invited(client: Client, _belongings: Belongings) -> None:
    client.force_login(agreed(UserFactory(phone=Invitation.objects.get().phone, phone_verified=True)))


def _known(_client: Client, _belongings: Belongings) -> None:
    user = UserFactory(username="known")
    user.set_password(PASSWORD)
    user.save()


def picture() -> SimpleUploadedFile:
    """Return a small photo."""
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("执照.jpg", out.getvalue(), "image/jpeg")


def _day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def _post(belongings: Belongings) -> dict:
    return {
        "title": "电商客服",
        "job_class": "service",
        "headcount": "2",
        "pay_min": "3000",
        "pay_max": "4500",
        "town": str(Town.objects.first().pk),
        "workplace": "电商产业园二楼",
        "duties": "回复网店顾客的消息，处理售后。",
        "requirements": "会用电脑打字，普通话流利。",
        "employer_profile": "加工和销售本县茶叶。",
        "no_fees": "on",
    }


def _practice(_belongings: Belongings) -> dict:
    days = {"starts_on": _day(10), "ends_on": _day(20), "apply_until": _day(9)}
    return {"title": "直播助理实训", "content": "跟着老师开播。", "workplace": "直播基地", "quota": "2", **days}


def _course(_belongings: Belongings) -> dict:
    values = {"level": "basic", "subject": "live", "audience": ["farmers"], "format": "site"}
    return {"name": "抖音小店课", "summary": "从零开小店。", "introduction": TEXTS["text"], **values}


def _session(_belongings: Belongings) -> dict:
    days = {"starts_on": _day(10), "ends_on": _day(20), "apply_until": _day(9)}
    return {"name": "小店课第 1 期", "hours": "9:00–16:00", "place": "学校机房", "quota": "20", "fee": "50", **days}


def _wanted(_belongings: Belongings) -> dict:
    values = {"job_class": "logistics", "job_type": "full", "town": str(Town.objects.first().pk)}
    return {"title": TEXTS["title"], "introduction": "在仓库做过两年。", "agree": "on", **values}


def _application(_belongings: Belongings) -> dict:
    values = {"name": "（演示）小芳工作室", "fields": ["visual"], "introduction": TEXTS["text"], "phone": PHONE, "licence": picture()}
    offer = {"name": "商品拍摄", "content": "主图五张", "price": "80", "unit": "款"}
    return {**values, "offers-TOTAL_FORMS": "1", "offers-INITIAL_FORMS": "0", **{f"offers-0-{name}": text for name, text in offer.items()}}


def _declaration(belongings: Belongings) -> dict:
    return {"enterprise": str(belongings.firm.pk), "name": TEXTS["name"], "phone": PHONE, "note": TEXTS["text"], "agree": "on"}


def _papers(_belongings: Belongings) -> dict:
    keys = {"industry": str(IndustryClassFactory().pk), "town": str(Town.objects.first().pk)}
    return {"name": "（演示）小芳农场", "enterprise_kind": "ecommerce", "exempt": "on", "licence": picture(), "note": "补充。", **keys}


def _resume(_belongings: Belongings) -> dict:
    return {"name": TEXTS["name"], "phone": PHONE, "job_class": "service", "town": str(Town.objects.first().pk), "about": "做过两年。"}


def _marks(belongings: Belongings) -> dict:
    return {f"points-{row.pk}": "80" for row in belongings.keys["selections:marks"].nominations.all()}


def _lead(_belongings: Belongings) -> dict:
    values = {"category": "tea", "product": "云雾绿茶", "quantity": "500", "unit": "斤", "valid_until": _day(30), "agree": "on"}
    return {**values, "town": str(Town.objects.first().pk), "description": TEXTS["text"]}


def _venue(_belongings: Belongings) -> dict:
    when = {"day": _day(2), "starts_at": "09:00:00", "ends_at": "10:30:00"}
    return {**when, "purpose": "新品试播", "people": "3", **_CONTACT}


def _asks_for(_belongings: Belongings) -> dict:
    town = str(Town.objects.first().pk)
    return {
        "name": TEXTS["name"],
        "phone": PHONE,
        "town": town,
        "need": TEXTS["text"],
        "wished_time": "周末",
        "client_kind": "other",
        "agree": "on",
    }


def _acts_for(belongings: Belongings) -> dict:
    return {**_asks_for(belongings), **_ACTS}


def _is_done(_client: Client, _belongings: Belongings) -> None:
    ServiceRequest.objects.update(state=ServiceRequest.State.DONE)


_PAIR = {"password1": PASSWORD, "password2": PASSWORD}
_NEW = {"name": TEXTS["name"], "phone": PHONE, **_PAIR, "agree": "on"}
_SCHOOL = {"side": "school", "organisation": "职业学校", "offer": "出两名教师。"}


def _held_today(_client: Client, belongings: Belongings) -> None:
    Session.objects.update(starts_on=timezone.localdate())


def _offer(seat) -> None:
    type(seat).objects.filter(pk=seat.pk).update(state="offered", offered_until=timezone.now() + timedelta(hours=1))


def _slip_offered(_client: Client, belongings: Belongings) -> None:
    _offer(belongings.slip[0].place)


_ACTS = {"relation": "child", "how": "oral", "consented_on": _day(0)}
_CONTACT = {"name": TEXTS["name"], "phone": PHONE, "agree": "on"}

FORMS: dict[str, Sample] = {
    "account_login": Sample(typed={"login": "known", "password": PASSWORD}, before=_known),
    "account_reset_password": Sample(typed={"phone": PHONE}),
    "account_signup": Sample(typed=_NEW),
    "accounts:agree": Sample(typed={"agree": "on"}, before=_not_yet_agreed),
    "accounts:code": Sample(typed={"phone": PHONE}),
    "accounts:code-new": Sample(typed={"name": TEXTS["name"], "agree": "on"}, before=_proves("accounts:code", "accounts:code-confirm")),
    "accounts:data-correct": Sample("agreed", {"name": TEXTS["name"], "email": "fang@example.com"}),
    "accounts:paper": Sample(typed=lambda b: {**_NEW, "code": print_sheet("隽水镇", b.owner, 1)[1][0]}),
    "accounts:phone": Sample("agreed", {"phone": PHONE}),
    "catalogues:apply": Sample("agreed", _application),
    "catalogues:my-provider": Sample("owner", {"introduction": TEXTS["text"], "upload": picture}),
    "catalogues:my-station": Sample("owner", {"address": "村委会一楼", "hours": "每天 8:00–12:00", "upload": picture}),
    **CASES,
    **MEMBERSHIP,
    **SETTLEMENT,
    "settlement:complete": Sample("owner", lambda _belongings: {"other": picture()}, papers_are_missing),
    "cooperation:course-edit": Sample("owner", _course),
    "cooperation:course-upload": Sample("owner", _course),
    "cooperation:session-edit": Sample("owner", _session),
    "cooperation:session-upload": Sample("owner", _session),
    "cooperation:sign-up": Sample("agreed", {"contact": "李老师", "phone": PHONE, "agree": "on", **_SCHOOL}),
    "enterprises:my-give-back": Sample("owner", {"sure": "on"}),
    "enterprises:my-invite": Sample("owner", {"phone": "13900002222"}),
    "enterprises:my-page": Sample("owner", {"short_name": "茶厂", "introduction": "好茶。", "logo_upload": picture}),
    "enterprises:my-renew": Sample("owner", {"licence": picture, "note": "今年的。"}),
    "policy_calls:declare": Sample("owner", _declaration),
    "policy_calls:complete": Sample("owner", lambda _belongings: {"other": picture()}),
    "enterprises:register": Sample("seeker", _papers),
    "learning:quiz": Sample(typed={"question-1": "0"}),
    "acting:place-accept": Sample(before=_slip_offered),
    "acting:place-cancel": Sample(typed={"sure": "on"}),
    "acting:status": Sample(typed={"number": "DB-1", "code": "no-such"}),
    "events:act-for": Sample("seeker", {**_CONTACT, **_ACTS}),
    "events:enrol": Sample("agreed", _CONTACT),
    "moderation:report": Sample(typed={"url": "/news/", "problem": "stale", "text": TEXTS["text"], "contact": PHONE}),
    "moderation:report-status": Sample(typed={"number": "JB-1", "code": "no-such"}),
    "my:appeal": Sample("owner", {"text": TEXTS["text"]}),
    "service_requests:act-for-new": Sample("seeker", _acts_for),
    "service_requests:my-rate": Sample("seeker", {"grade": "5", "comment": TEXTS["text"]}, _is_done),
    "service_requests:my-withdraw": Sample("seeker", {"sure": "on"}),
    "service_requests:rate": Sample(typed={"grade": "4", "comment": TEXTS["text"]}, before=_is_done),
    "service_requests:received-request": Sample("owner", {"answer": "decline", "reason": TEXTS["text"]}),
    "service_requests:request": Sample(typed=_asks_for),
    "service_requests:status": Sample(typed={"number": "FW-1", "code": "no-such"}),
    "service_requests:withdraw": Sample(typed={"sure": "on"}),
    "talent:apply": Sample("seeker", {"agree": "on"}),
    "talent:job-edit": Sample("owner", _post),
    "talent:job-renew": Sample("owner", {"days": "60"}),
    "talent:post": Sample("owner", _post),
    "talent:practice-apply": Sample("agreed", _CONTACT),
    "talent:practice-edit": Sample("owner", _practice),
    "talent:practice-offer": Sample("owner", _practice),
    "talent:read-application": Sample("owner", {"state": "interview", "text": TEXTS["text"]}),
    "talent:recommendation": Sample("seeker", {"publicly": "yes"}),
    "talent:resume": Sample("agreed", _resume),
    **dict.fromkeys((f"{room}:search-keep" for room in ("policy_calls", "talent", "training")), Sample("agreed")),
    "talent:wanted-edit": Sample("seeker", _wanted),
    "talent:wanted-post": Sample("agreed", _wanted),
    "talent:wanted-write": Sample("owner", {"text": TEXTS["text"]}),
    "cooperation:session-register": Sample("owner", {"how": "staff", "day": _day(0)}, _held_today),
    "training:act-for": Sample("seeker", {**_CONTACT, **_ACTS, "town": "elsewhere", "audience": "farmers"}),
    "training:enrol": Sample("agreed", {**_CONTACT, "town": "elsewhere", "audience": "farmers"}),
    "training:feedback": Sample("seeker", {"content": "5", "teacher": "4", "organisation": "3", "text": TEXTS["text"]}),
    "training:follow-up": Sample("seeker", {"shop": "opened", "job": "none", "missing": ["goods"], "text": TEXTS["text"]}),
    "surveys:respond": Sample(typed=lambda belongings: filled(belongings.keys["surveys:respond.slug"], text=TEXTS["text"])),
    "training:survey": Sample(typed={"town": "elsewhere", "audience": "farmers", "subjects": ["live"], "times": ["evening"]}),
    "selections:edit": Sample("seeker", {"kind": "product", "name": "山茶油", "reason": TEXTS["text"]}),
    "selections:marks": Sample("seeker", _marks),
    "selections:nominate": Sample("agreed", {"kind": "product", "name": "山茶油", "reason": TEXTS["text"]}),
    "selections:vote": Sample(before=_with_own_phone),
    "trade_leads:edit": Sample("seeker", _lead),
    "trade_leads:inquire": Sample("agreed", {"text": TEXTS["text"], "name": TEXTS["name"], "phone": PHONE, "agree": "on"}),
    "trade_leads:post": Sample("agreed", _lead),
    "venues:book": Sample("owner", _venue),
}


def _offered(key: str):
    def offer(_client: Client, belongings: Belongings) -> None:
        _offer(belongings.keys[key])

    return offer


def _event_today(_client: Client, belongings: Belongings) -> None:
    held(belongings.keys["events:check-in.slug"])


def _door_code(belongings: Belongings) -> dict:
    session = Session.objects.get(pk=belongings.keys["training:check-in.slug"].pk)
    return {"code": door_code(session, timezone.localdate())}


def _event_code(belongings: Belongings) -> dict:
    return {"code": door_code(offer_of(belongings.keys["events:check-in.slug"]), timezone.localdate())}


NOTHING_TYPED: dict[str, Sample] = {
    "account_change_password": Sample(
        typed={"oldpassword": PASSWORD, "password1": "quite-another-1", "password2": "quite-another-1"}, before=_with_password
    ),
    "account_logout": Sample("agreed"),
    "account_reauthenticate": Sample(typed={"password": PASSWORD}, before=_with_password),
    "account_set_password": Sample(typed=_PAIR, before=_without_password),
    "accounts:close-confirm": Sample(typed=lambda _b: {"code": last_code(), "sure": "on"}, before=_asks_to_close),
    "accounts:data-close": Sample(before=_with_own_phone),
    "accounts:code-confirm": Sample(typed=lambda _b: {"code": last_code()}, before=_asks("accounts:code")),
    "accounts:password-confirm": Sample(typed=lambda _b: {"code": last_code()}, before=_asks("account_reset_password")),
    "accounts:password-new": Sample(typed=_PAIR, before=_proves("account_reset_password", "accounts:password-confirm")),
    "events:check-in": Sample("seeker", _event_code, _event_today),
    "training:check-in": Sample("seeker", _door_code, _held_today),
    "accounts:phone-confirm": Sample("agreed", lambda _b: {"code": last_code()}, _asks("accounts:phone")),
}

BUTTONS: dict[str, Sample] = {
    "accounts:consent-withdraw": Sample("seeker"),
    "cooperation:session-close": Sample("owner"),
    "cooperation:sign-up-withdraw": Sample("seeker"),
    "enterprises:confirm": Sample(),
    "enterprises:hand-over-answer": Sample("owner"),
    "enterprises:hand-over-offer": Sample("owner"),
    "enterprises:invitation-answer": Sample(typed={"accept": ""}, before=_invited),
    "enterprises:invitation-withdraw": Sample("owner"),
    "enterprises:member-end": Sample("owner"),
    "enterprises:member-role": Sample("owner", {"role": "manager"}),
    "enterprises:my-confirm": Sample("owner"),
    "enterprises:request-withdraw": Sample("owner"),
    "learning:read": Sample("agreed"),
    **dict.fromkeys(("acting:slip-renew", "service_requests:slip-renew"), Sample("owner")),
    "talent:application-withdraw": Sample("seeker"),
    **dict.fromkeys(("talent:job-end", "talent:practice-close"), Sample("owner")),
    "talent:practice-cancel": Sample("seeker"),
    "talent:recommendation-refuse": Sample("seeker"),
    "talent:resume-delete": Sample("seeker"),
    "talent:resume-step": Sample("agreed", {"answer": "service"}),
    **dict.fromkeys((f"{room}:search-stop" for room in ("policy_calls", "talent", "training")), Sample()),
    "talent:wanted-hide": Sample("seeker"),
    "talent:wanted-reveal": Sample("seeker"),
    "events:accept": Sample("seeker", before=_offered("events:accept")),
    "events:cancel": Sample("seeker"),
    **dict.fromkeys((f"trade_leads:{name}" for name in ("end", "inquiry-withdraw", "mark")), Sample("seeker")),
    "training:accept": Sample("seeker", before=_offered("training:accept")),
    "training:cancel": Sample("seeker"),
    **dict.fromkeys(("policy_calls:withdraw", "venues:cancel"), Sample("owner")),
    **MEMBERSHIP_BUTTONS,
}

# allauth's own, which tests/accounts holds: they need a second factor that was set up.
OF_ALLAUTH = {
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
}


def public_addresses() -> dict[str, Address]:
    """Return every address of the public that takes a form, by name, as the URL conf has them."""
    return {address.name: address for address in addresses() if not address.route.startswith("admin/") and _takes_forms(address)}


def _takes_forms(address: Address) -> bool:
    view = next((getattr(callback, "view_class", None) for callback in _callbacks(get_resolver().url_patterns, address.route)), None)
    return view is not None and not issubclass(view, RedirectView) and hasattr(view, "post") and "post" in view.http_method_names


def _callbacks(patterns, route: str, prefix: str = ""):
    for pattern in patterns:
        here = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from _callbacks(pattern.url_patterns, route, here)
        elif here == route:
            yield pattern.callback
