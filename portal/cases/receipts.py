"""A word for an address that shows a case again for an hour, to whoever has sent it or has proved that they know its secret."""

from cryptography.fernet import InvalidToken
from django.http import Http404
from django.shortcuts import get_object_or_404

from portal.cases.kinds import N, NumberedKind
from portal.core.encryption import cipher

SECONDS = 60 * 60


def receipt(kind: NumberedKind[N], case: N, code: str = "") -> str:
    """Return the word.

    Args:
        kind: the kind.
        case: the case.
        code: its secret, where the page shall tell it.
    """
    return cipher().encrypt(f"{kind.code} {case.pk} {code}".encode()).decode("ascii")


def opened(kind: NumberedKind[N], word: str) -> tuple[N, str]:
    """Return the case with the secret that the word carries, or with nothing.

    Raises:
        Http404: nobody has got this word for this kind, or an hour ago.
    """
    try:
        code_of_kind, key, code = cipher().decrypt(word.encode(), ttl=SECONDS).decode().split(" ")
    except (InvalidToken, ValueError) as error:
        raise Http404 from error
    if code_of_kind != kind.code:
        raise Http404
    return get_object_or_404(kind.cases, pk=key), code
