"""What happens to a service request: asked, matched, answered, done, rated, withdrawn (R-CAT-13, R-REC-3)."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.cases.clocks import due_at
from portal.cases.forgetting import Forgetting
from portal.cases.kinds import CaseKind
from portal.cases.limits import working_days
from portal.cases.numbers import NumberSeries
from portal.cases.services import keep_grade, move, open_case
from portal.catalogues.models import Expert, FreeService, Provider, ServiceClass, ValueAddedService
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.grades import Grade
from portal.core.transitions import StateTable, TransitionError
from portal.moderation.advice import advice
from portal.moderation.extraction import Passage
from portal.moderation.models.things import type_of
from portal.moderation.notifications import directors
from portal.moderation.replies import REPLY, check_reply
from portal.moderation.reports import thing_at
from portal.moderation.screenings import screen_texts
from portal.moderation.submission import refuse_bad_words
from portal.records.models import Result, ServiceRecord
from portal.records.services import record_service
from portal.service_requests.models import ServiceRequest
from portal.service_requests.notifications import tell_director, tell_former_provider, tell_provider, tell_sender, tell_staff
from portal.web.withdrawal import is_visible

CONSENT = "service_request"

State = ServiceRequest.State
_ENDS = {State.UNMET, State.WITHDRAWN}
REQUEST_MOVES = StateTable(
    {
        State.RECEIVED: {State.MATCHED, State.WORKING, State.ESCALATED, *_ENDS},
        State.MATCHED: {State.WORKING, State.RETURNED, State.WITHDRAWN},
        State.RETURNED: {State.MATCHED, State.WORKING, State.ESCALATED, *_ENDS},
        State.ESCALATED: {State.MATCHED, State.WORKING, *_ENDS},
        State.WORKING: {State.DONE, State.RETURNED, *_ENDS},
        State.DONE: set(),
        State.UNMET: set(),
        State.WITHDRAWN: set(),
    }
)
_DECLINED = gettext_lazy("服务商暂时不能办理，中心正在重新对接。")


REQUEST = CaseKind(
    code="service-request",
    model=ServiceRequest,
    series=NumberSeries("FW"),
    clock=lambda: working_days(settings.SERVICE_REQUEST_DAYS),
    moves=REQUEST_MOVES,
    owners={State.ESCALATED: directors},
    escalated=State.ESCALATED,
    audit="service_requests.request",
    check_reply=check_reply,
    permission="service_requests.handle_servicerequest",
    url_name="service_request",
    tell=tell_director,
    audited=("title",),
)


def asked_about(path: str):
    """Return the service, guide, provider or station that the public sees at a path, or None."""
    thing = thing_at(path) if path.startswith("/") and "\x00" not in path else None
    return thing if thing is not None and is_visible(thing) else None


def class_of(thing) -> ServiceClass | None:
    """Return the service class of what somebody asks about, if it has one."""
    return thing.service_class if isinstance(thing, FreeService | ValueAddedService) else None


@transaction.atomic
def file_request(*, address: str, phone: str, thing=None, user=None, **asked) -> tuple[ServiceRequest, str]:
    """Keep a request and return it with the secret that only whoever asks knows; the call is the consent (the form says so).

    Args:
        address: where it came from; only its blind index is kept.
        phone: how to reach the person, or nothing.
        thing: what it is about, if it is about one thing.
        user: the account of who asks, if there is one.
        asked: ``name``, ``town``, ``need``, and optionally ``wished_time`` and ``service_class``.

    Raises:
        TransitionError: ``blocked``: the rules forbid the words; ``often``: the address has sent as many as it may
            (``service_requests`` of ``ACCESS_LIMITS``).
    """
    refuse_bad_words("\n".join(str(asked.get(name) or "") for name in ("need", "wished_time")), "service")
    if not consume("service_requests", address):
        raise TransitionError(_("这个网络在一小时内提交的申请太多，请过一会儿再试，或打电话给我们。"), code="often")
    naming = {"content_type": type_of(thing), "object_id": str(thing.pk), "title": str(thing)[:200]} if thing else {}
    request, code = open_case(REQUEST, address=address, contact=phone, user=user, **naming, **asked)
    consents.give(user, CONSENT, subject=request)
    return request, code


def candidates(request: ServiceRequest, service_class: ServiceClass | None = None, town=None) -> QuerySet[Provider]:
    """Return the providers of the directory that may serve a request (R-REC-3), the one that was asked for on top.

    Args:
        request: the request.
        service_class: only those with a priced service of this class.
        town: only those of this town.
    """
    rows, services = Provider.objects.visible().select_related("town"), ValueAddedService.objects.visible()
    if service_class is not None:
        rows = rows.filter(pk__in=services.filter(service_class=service_class).values("providers"))
    if town is not None:
        rows = rows.filter(town=town)
    about = request.content_type.model_class() if request.content_type else None
    key = request.object_id or None
    wanted = {
        Provider: models.Q(pk=key),
        ValueAddedService: models.Q(pk__in=services.filter(pk=key).values("providers")),
    }.get(about, models.Q(pk=None))
    return rows.alias(others=models.Case(models.When(wanted, then=0), default=1)).order_by("others", "name")


def wanted_expert(request: ServiceRequest) -> str:
    """Return the key of the expert that was asked for, or nothing."""
    about = request.content_type.model_class() if request.content_type else None
    return request.object_id if about is Expert else ""


def experts(service_class: ServiceClass | None = None) -> QuerySet[Expert]:
    """Return the experts of the pool who take appointments, of one service class if told."""
    rows = Expert.objects.visible().filter(is_available=True)
    return rows.filter(service_classes=service_class) if service_class is not None else rows


def match(request: ServiceRequest, provider: Provider, text: str, user: User) -> ServiceRequest:
    """Ask a provider whether it takes a request; its keepers are told and have so many working days (``PROVIDER_ANSWER_DAYS``).

    Raises:
        TransitionError: the move is not in the table, or there are no words.
        ValidationError: the words may not be said.
    """
    check_reply(text, user, request)
    text = request.unnamed(text)
    until = due_at(timezone.now(), working_days(settings.PROVIDER_ANSWER_DAYS)).at
    with transaction.atomic():
        moved = move(REQUEST, request, State.MATCHED, text, user, handles=True, provider=provider, answer_until=until)
        tell_provider(moved)
        tell_sender(moved, text)
    return moved


def handle(  # noqa: PLR0913 - what staff may say of a step
    request: ServiceRequest,
    to_state: str,
    text: str,
    user: User,
    *,
    note: str = "",
    fee: Decimal | None = None,
    expert: Expert | None = None,
    **served: str,
) -> ServiceRequest:
    """Move a request on as staff: the centre serves it itself, calls the director, takes it back from a provider, or ends it.

    Args:
        note: what only staff read.
        fee: what it has cost, where it is done.
        expert: who serves it for the centre, where it is served.
        served: ``service_class`` and ``channel`` of the record, where it is done.

    Raises:
        TransitionError, ValidationError: as of :func:`match`.
    """
    if to_state == State.WITHDRAWN:
        return withdraw(request, user)
    check_reply(text, user, request)
    text, note = request.unnamed(text), request.unnamed(note)
    changes = {
        State.RETURNED: {"provider": None, "expert": None, "answer_until": None},
        State.WORKING: {"provider": None, "expert": expert},
        State.DONE: {"fee": fee},
    }
    with transaction.atomic():
        lay_with = REQUEST.lifecycle.locked(request.pk).provider
        moved = move(REQUEST, request, to_state, text, user, note=note, handles=True, **changes.get(State(to_state), {}))
        tell_former_provider(moved, lay_with)
        _follow_up(moved, text, user, **served)
    return moved


def accept(request: ServiceRequest, user: User) -> ServiceRequest:
    """Take a request on as its provider, who reads name and phone from then on.

    Raises:
        TransitionError: ``mine``: it does not lie with a provider that the person keeps; or it waits for no answer.
    """
    text = _("%(provider)s已接受，会与您联系。") % {"provider": request.provider}
    return _by_provider(request, State.WORKING, text, user, answer_until=None)


@transaction.atomic
def decline(request: ServiceRequest, user: User, reason: str) -> ServiceRequest:
    """Give a request back as its provider; staff read why, whoever asked reads that another is looked for.

    Raises:
        TransitionError: as of :func:`accept`, or ``blocked``: the rules forbid the words.
    """
    refuse_bad_words(reason, "service")
    note = f"{request.provider}：{request.unnamed(reason)}"
    moved = _by_provider(request, State.RETURNED, str(_DECLINED), user, note=note, provider=None, answer_until=None)
    tell_staff(REQUEST, moved, note)
    return moved


def report_result(request: ServiceRequest, user: User, result: str, fee: Decimal, **served: str) -> ServiceRequest:
    """End a request as its provider, with what was done and what it cost (0: nothing).

    Args:
        served: ``service_class`` and ``channel`` of the record.

    Raises:
        TransitionError: as of :func:`accept`.
        ValidationError: the words may not be said.
    """
    check_reply(result, user, request)
    result = request.unnamed(result)
    with transaction.atomic():
        moved = _by_provider(request, State.DONE, result, user, served=served, fee=fee)
        tell_staff(REQUEST, moved, result)
    return moved


@transaction.atomic
def rate(request: ServiceRequest, user: User | None, *, grade: int, comment: str = "") -> ServiceRequest:
    """Keep the grade of whoever asked, once; a poor one is told to the member of staff who handled it.

    Raises:
        TransitionError: ``rated``: it is not done, or has its grade.
        ValidationError: the comment insults, or names what may not be named.
    """
    verdict, hits = screen_texts([Passage("comment", str(_("评语")), comment)], REPLY)
    if verdict == "block":
        raise ValidationError({"comment": [_("评语不能提交，请修改。"), *advice(hits, strictest=True, places=False)]})
    rated = keep_grade(REQUEST, request, grade=grade, comment=comment)
    audit.record("service_requests.rated", rated, actor=user, after={"grade": grade})
    if ServiceRecord.objects.filter(request_number=rated.number).exists():
        record_service(actor=user, request_number=rated.number, satisfaction=grade)
    if grade <= Grade.POOR:
        tell_staff(REQUEST, rated, str(rated.get_grade_display()))
    return rated


@transaction.atomic
def withdraw(request: ServiceRequest, user: User | None, **_said) -> ServiceRequest:
    """Take a request back: what names the person goes at once, the number and what was asked about stay (PIPL art. 15, 47).

    Raises:
        TransitionError: it has ended already.
    """
    lay_with = REQUEST.lifecycle.locked(request.pk).provider
    moved = move(REQUEST, request, State.WITHDRAWN, _("申请人已撤回，个人信息已清除。"), user, provider=None, answer_until=None)
    FORGETTING.forget(moved)
    tell_former_provider(moved, lay_with)
    tell_staff(REQUEST, moved, str(moved.get_state_display()))
    tell_sender(moved, _("个人信息已清除。"))
    return moved


def contact_shown(request: ServiceRequest, user: User) -> bool:
    """Return whether a provider's keeper reads name and phone now: while it serves and the consent stands. Each look is noted."""
    if request.state != State.WORKING or not consents.has(request.user, CONSENT, subject=request):
        return False
    log_view(user, request.user, "contact", request, purpose=str(request.provider))
    return True


def forget_old() -> None:
    """Clear what names people in requests that ended long ago (setting ``SERVICE_REQUEST_KEPT_DAYS``); called by the scheduler."""
    FORGETTING.old(settings.SERVICE_REQUEST_KEPT_DAYS)


@transaction.atomic
def _by_provider(request: ServiceRequest, to_state: str, text: str, user: User, served: dict | None = None, **said) -> ServiceRequest:
    try:
        moved = move(REQUEST, request, to_state, text, user, within=ServiceRequest.objects.received_by(user), **said)
    except ServiceRequest.DoesNotExist as error:
        raise TransitionError(_("这份申请已经不由您办理。"), code="mine") from error
    _follow_up(moved, text, user, **(served or {}))
    return moved


def _follow_up(request: ServiceRequest, text: str, user: User, **served: str) -> None:
    """Tell whoever asked, and record the service that is done (R-REC-1)."""
    if request.state == State.DONE:
        _record(request, text, user, **served)
    tell_sender(request, text)


def _record(request: ServiceRequest, result: str, user: User, **served: str) -> None:
    """Record the service; the phone stays with the request alone."""
    acting = getattr(request, "acting", None)
    content = f"{request.subject}：{result}"
    record_service(
        actor=user,
        request_number=request.number,
        client_kind=request.client_kind,
        client=request.user,
        client_name=request.name,
        town=request.town,
        station=acting.station if acting else None,
        content=content[: ServiceRecord._meta.get_field("content").max_length],
        provider=request.provider,
        expert=request.expert,
        staff=None if request.provider or request.expert else _who_serves(request, user),
        result=Result.DONE,
        fee=request.fee,
        **served,
    )


def _who_serves(request: ServiceRequest, user: User) -> User:
    """Return who serves a request for the centre: its owner, or who ends it where that person works here no longer."""
    owner = request.owner
    return owner if owner is not None and User.objects.working_here().filter(pk=owner.pk).exists() else user


def _forget_record(request: ServiceRequest) -> None:
    ServiceRecord.objects.filter(request_number=request.number).forget()


FORGETTING = Forgetting(ServiceRequest, CONSENT, "service_requests.forgotten", withdraw, _forget_record)
