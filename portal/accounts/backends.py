"""Who a name and a password belong to."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from portal.accounts.models import User
from portal.accounts.models.people import plain_number
from portal.core.validators import mobile_number


class PhoneOrNameBackend(ModelBackend):
    """Sign-in by user name or mobile number, with one password hash in every case, so that the answer's time tells nothing."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        """Return the person, or ``None`` for an unknown name, a wrong password or a locked account alike."""
        if not username or password is None:
            return None
        user = find(username)
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def find(name: str) -> User | None:
    """Return whom a typed name means: a user name first, else a mobile number."""
    user = User.objects.filter(username=name.strip()).first()
    if user is None and mobile_number.regex.fullmatch(plain_number(name)):
        user = User.objects.by_phone(name)
    return user
