"""Personal data encrypted at rest (PIPL art. 51; domain.md §6).

Fernet tokens (AES-128-CBC with HMAC-SHA256, of the ``cryptography`` package) stand in the column. Keys come from the setting
``FIELD_ENCRYPTION_KEYS``: the first one encrypts, all of them decrypt, so a new key is put in front; without any, ``SECRET_KEY`` serves.
A token cannot be searched; what must be found again has a :func:`blind_index` beside it, made with the last (oldest) key so that it
survives a new key.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


def _derived(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"portal:{purpose}".encode(), hashlib.sha256).digest()


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key, "field-encryption"))) for key in keys])


def _keys() -> tuple[str, ...]:
    return tuple(settings.FIELD_ENCRYPTION_KEYS) or (settings.SECRET_KEY,)


def cipher() -> MultiFernet:
    """Return the cipher of the keys in force."""
    return _cipher(_keys())


def blind_index(value: str, purpose: str) -> str:
    """Return 64 hex characters that are equal for equal values and tell nothing else to who lacks the key.

    Args:
        value: the plain value, already normalised by the caller; empty gives an empty index.
        purpose: what the index is for, such as ``"phone"``; the same value has different indexes for different purposes.
    """
    if not value:
        return ""
    return hmac.new(_derived(_keys()[-1], f"index:{purpose}"), value.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """Text that is plain in Python and a Fernet token in the database. Empty stays empty; ``max_length`` bounds the plain text.

    Raises:
        FieldError: on a look-up other than ``isnull`` or against the empty string: use a blind index.
        InvalidToken: on reading a value whose key is no longer in ``FIELD_ENCRYPTION_KEYS``.
    """

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode("ascii") if value else value

    def from_db_value(self, value, expression, connection):
        return cipher().decrypt(value.encode("ascii")).decode() if value else value

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be looked up; use a blind index")
        return super().get_lookup(lookup_name)
