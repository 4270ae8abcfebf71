"""Filing a request for somebody else, with that person's recorded consent (代办, R-STN-6)."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.limits import consume
from portal.accounts.models import User
from portal.cases.services import renew_code
from portal.catalogues.models import Station, StationKeeper
from portal.core import audit, consents
from portal.core.access_log import log_view
from portal.core.consents import Consent, ConsentText
from portal.core.ownership import must_own
from portal.core.transitions import TransitionError
from portal.service_requests.models import ActingFor, ServiceRequest
from portal.service_requests.services import REQUEST, file_request

CONSENT = "acting_for"


def stations_of(user: User) -> QuerySet[Station]:
    """Return the stations that a person keeps."""
    return Station.objects.filter(pk__in=StationKeeper.objects.organisations_of(user))


def consented_text(request: ServiceRequest) -> ConsentText | None:
    """Return the text to which the person for whom a request was filed has consented."""
    given = Consent.objects.about(request).filter(text__purpose=CONSENT).select_related("text").first()
    return given.text if given else None


@transaction.atomic
def act_for(
    user: User, *, how: str, consented_on: date, relation: str = "", station: Station | None = None, **asked
) -> tuple[ActingFor, str]:
    """File a request for a person who has consented, and return the record with the secret for the person's slip.

    Args:
        user: who acts.
        how: how the person consented, a value of :class:`ActingFor.How`.
        consented_on: when.
        relation: what a relative is to the person; keepers act for their station.
        station: the station for which a keeper acts.
        asked: as of :func:`portal.service_requests.services.file_request`; without ``user``, as it is not the account's own request.

    Raises:
        TransitionError: ``stranger``: the user does not keep the station; ``often``: as many as one may file in a day
            (``acting_keeper``, ``acting_relative`` of ``ACCESS_LIMITS``).
    """
    if station is not None and not stations_of(user).filter(pk=station.pk).exists():
        raise TransitionError(_("您不能代表这个网点。"), code="stranger")
    if not consume("acting_keeper" if station else "acting_relative", str(user.pk)):
        raise TransitionError(_("您今天代办的次数已到上限，请明天再来，或由本人到网点办理。"), code="often")
    request, code = file_request(**asked)
    consents.give(None, CONSENT, subject=request)
    acting = ActingFor.objects.create(
        request=request,
        actor=user,
        station=station,
        relation=ActingFor.Relation.KEEPER if station else relation,
        how=how,
        consented_on=consented_on,
    )
    after = {"how": how, "relation": acting.relation, "station": station.code if station else "", "consented_on": str(consented_on)}
    audit.record("service_requests.acted_for", request, actor=user, after=after)
    log_view(user, None, "contact", request, purpose=str(_("代办")))
    return acting, code


@transaction.atomic
def renew_slip(acting: ActingFor, user: User) -> str:
    """Draw a new secret for a slip that is lost, and return it; the old one is worthless from then on.

    Raises:
        TransitionError: ``mine``: somebody else acted; ``ended``: the request has ended.
    """
    must_own(acting, user)
    if not acting.request.is_open:
        raise TransitionError(_("这份申请已经结束，不能补打凭条。"), code="ended")
    code = renew_code(REQUEST, acting.request)
    audit.record("service_requests.code_renewed", acting.request, actor=user)
    return code
