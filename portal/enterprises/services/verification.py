"""Registering and claiming enterprises, and the check of papers every half year (E-Commerce Law art. 27; domain.md §7)."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.notifications import notice
from portal.core import audit
from portal.core.lifecycle import Lifecycle
from portal.core.slugs import free_slug
from portal.core.transitions import StateTable, TransitionError
from portal.enterprises.models import Enterprise, Membership, VerificationRequest

State, Kind = VerificationRequest.State, VerificationRequest.Kind
REQUEST_MOVES = StateTable(
    {
        State.SUBMITTED: {State.VERIFIED, State.REFUSED, State.WITHDRAWN},
        State.VERIFIED: set(),
        State.REFUSED: set(),
        State.WITHDRAWN: set(),
    }
)
REQUESTS = Lifecycle(VerificationRequest, REQUEST_MOVES, prefix="enterprises.request", reasoned={State.REFUSED})


def submit(request: VerificationRequest, applicant) -> VerificationRequest:
    """Hand in papers. An enterprise that is listed already is claimed instead of being registered a second time.

    Args:
        request: filled in and not saved; its kind is set here unless it is a renewal.
        applicant: the person who hands in.

    Raises:
        TransitionError: the same person has handed in the same already.
    """
    request.applicant = applicant
    if request.kind != Kind.RENEW:
        request.enterprise = listed_enterprise(request)
        request.kind = Kind.CLAIM if request.enterprise else Kind.REGISTER
    try:
        with transaction.atomic():
            request.save()
            audit.record("enterprises.request.submitted", request, actor=applicant, after={"kind": request.kind})
    except IntegrityError as error:
        raise TransitionError(_("您已提交过这家企业的申请，请等待核验结果。"), code="twice") from error
    return request


def listed_enterprise(request: VerificationRequest) -> Enterprise | None:
    """Return the enterprise of the directory that a request is about: the same code, or the same name where there is none."""
    if request.credit_code:
        return Enterprise.objects.filter(credit_code=request.credit_code).first()
    return Enterprise.objects.filter(name=request.name, credit_code=None).first()


@transaction.atomic
def withdraw(request: VerificationRequest, user) -> None:
    """Take back one's own request; its papers are deleted.

    Raises:
        TransitionError: it has been decided.
    """
    _close(request, State.WITHDRAWN, user)


@transaction.atomic
def refuse(request: VerificationRequest, actor, reason: str) -> None:
    """Refuse papers with a reason; they are deleted.

    Raises:
        TransitionError: it has been decided, or the reason is empty.
    """
    closed = _close(request, State.REFUSED, actor, reason)
    notice(closed.applicant, "enterprises/refused", closed)


@transaction.atomic
def verify(request: VerificationRequest, actor) -> Enterprise:
    """Accept papers: the applicant becomes the owner, or the verification of a member's enterprise begins anew.

    Args:
        request: locked and read anew, so that of two claims one wins.
        actor: who compared the papers.

    Returns:
        the enterprise; a new one is a draft until its page has passed the review.

    Raises:
        TransitionError: it has been decided, or its account is closed, or somebody else owns the enterprise by now.
    """
    locked = REQUESTS.locked(request.pk)
    REQUEST_MOVES.check(locked.state, State.VERIFIED, "papers compared")
    if locked.applicant is None or not locked.applicant.is_active:
        raise TransitionError(_("申请人的账号已注销或停用。"), code="applicant")
    if locked.applicant == actor:
        raise TransitionError(_("不能核验自己提交的申请。"), code="own")
    found = locked.enterprise or listed_enterprise(locked)
    enterprise = Enterprise.objects.select_for_update().get(pk=found.pk) if found else _new_enterprise(locked)
    before = {"verified_at": enterprise.verified_at}
    _make_owner(locked, enterprise)
    now = timezone.now()
    values = {"verified_at": now, "reminded_days": None, "confirmed_at": now}
    Enterprise.objects.filter(pk=enterprise.pk).update(**values)
    locked = _close(locked, State.VERIFIED, actor, enterprise=enterprise)
    forget_older_papers(enterprise)
    audit.record("enterprises.verified", enterprise, actor=actor, before=before, after={"verified_at": now})
    notice(locked.applicant, "enterprises/verified", enterprise)
    enterprise.refresh_from_db()
    return enterprise


def _new_enterprise(request: VerificationRequest) -> Enterprise:
    if Enterprise.objects.filter(name=request.name).exists():
        raise TransitionError(_("名录里有同名企业，信用代码却不一致，请先核实。"), code="name")
    enterprise = Enterprise(
        name=request.name,
        slug=free_slug(request.name, set(Enterprise.objects.values_list("slug", flat=True)), "enterprise"),
        kind=request.enterprise_kind,
        credit_code=request.credit_code or None,
        exemption=_("依法无需登记") if request.exempt else "",
        industry=request.industry,
        town=request.town,
        live=False,
    )
    enterprise.save()
    return enterprise


def _make_owner(request: VerificationRequest, enterprise: Enterprise) -> None:
    """Make the applicant the owner unless the enterprise has one; a renewal needs a member who still is one."""
    members = Membership.objects.current().filter(organisation=enterprise)
    if request.kind == Kind.RENEW:
        if not members.filter(user=request.applicant).exists():
            raise TransitionError(_("申请人已不是这家企业的成员。"), code="member")
        return
    if members.filter(role=Membership.Role.OWNER).exclude(user=request.applicant).exists():
        raise TransitionError(_("这家企业已有负责人，不能再认领；请告知申请人联系负责人邀请。"), code="owned")
    Membership.objects.update_or_create(
        user=request.applicant, organisation=enterprise, left_at=None, defaults={"role": Membership.Role.OWNER}
    )


def _close(request: VerificationRequest, state: str, actor, reason: str = "", **changes) -> VerificationRequest:
    now = timezone.now()
    closed = REQUESTS.move(request.pk, state, actor=actor, reason=reason, decided_at=now, decided_by=actor, **changes)
    closed.reason = reason.strip()
    if state != State.VERIFIED:
        forget_papers(closed)
    closed.save(update_fields=["reason", "licence"])
    return closed


def forget_papers(request: VerificationRequest) -> None:
    """Delete the picture of a licence when the transaction ends well; the row, without it, stays."""
    if not request.licence:
        return
    storage, name = request.licence.storage, request.licence.name
    request.licence = ""
    transaction.on_commit(lambda: storage.delete(name))


def forget_older_papers(enterprise: Enterprise) -> None:
    """Keep only the newest verified licence of an enterprise."""
    for request in enterprise.verification_requests.filter(state=State.VERIFIED).exclude(licence="")[1:]:
        forget_papers(request)
        request.save(update_fields=["licence"])


def remind_of_verification() -> None:
    """Tell the members of an enterprise whose verification lapses soon, once for each setting of ``ENTERPRISE_REMINDER_DAYS``."""
    for days in sorted(settings.ENTERPRISE_REMINDER_DAYS):
        for enterprise in Enterprise.objects.lapsing(days).exclude(reminded_days__lte=days):
            _remind(enterprise, days)


@transaction.atomic
def _remind(enterprise: Enterprise, days: int) -> None:
    if not Enterprise.objects.filter(pk=enterprise.pk).exclude(reminded_days__lte=days).update(reminded_days=days):
        return
    until = timezone.localdate(enterprise.verified_until - timedelta(seconds=1))
    for user in keepers(enterprise):
        notice(user, "enterprises/verification_ending", enterprise, until=until)


def keepers(enterprise: Enterprise) -> tuple:
    """Return the owners and managers of an enterprise."""
    roles = (Membership.Role.OWNER, Membership.Role.MANAGER)
    rows = Membership.objects.current().filter(organisation=enterprise, role__in=roles).select_related("user")
    return tuple(row.user for row in rows if row.user.is_active)
