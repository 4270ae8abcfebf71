"""Filing a request for somebody else, with that person's recorded consent (代办, R-STN-6)."""

from django.db import transaction

from portal.accounts.models import User
from portal.acting import services
from portal.service_requests.models import ActingFor
from portal.service_requests.services import REQUEST, file_request

CONSENT = "acting_for"


@transaction.atomic
def act_for(user: User, *, said: dict, **asked) -> tuple[ActingFor, str]:
    """File a request for a person who has consented, and return the record with the secret for the person's slip.

    Args:
        user: who acts.
        said: ``how`` and when (``consented_on``) the person consented, and the ``relation`` or the ``station`` of who acts.
        asked: as of :func:`portal.service_requests.services.file_request`; without ``user``, as it is not the account's own request.

    Raises:
        TransitionError: as of :func:`portal.acting.services.may_act` and of the request.
    """
    services.may_act(user, said.get("station"))
    request, code = file_request(**asked)
    acting = ActingFor(request=request, actor=user, **said)
    return services.note_act(acting, request, purpose=CONSENT, action="service_requests.acted_for"), code


def renew_slip(acting: ActingFor, user: User) -> str:
    """Draw a new secret for a slip that is lost, as :func:`portal.acting.services.renew_slip`."""
    return services.renew_slip(acting, user, REQUEST, acting.request)
