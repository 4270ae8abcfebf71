"""Signs drawn by chance that people copy from paper or a screen."""

import secrets

# Without those that look alike on a small screen or on paper.
CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def drawn_text(length: int) -> str:
    """Return so many characters drawn by chance; nobody can tell the next from the last."""
    return "".join(secrets.choice(CHARACTERS) for _place in range(length))
