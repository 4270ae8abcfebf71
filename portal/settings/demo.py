"""The demo county on one's own machine (``make demo``): everything in ``DATA_DIR``, no service beside it, errors as visitors see them."""

import contextlib
import os
import secrets

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, DATA_DIR, SECRET_KEY, SERVE


def _kept_secret_key() -> str:
    """Return this installation's own secret key, made at the first start and readable by its owner only."""
    path = DATA_DIR / "secret-key"
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii")


SECRET_KEY = SECRET_KEY or _kept_secret_key()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{SERVE['port']}"
