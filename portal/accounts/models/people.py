"""The people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.validators import mobile_number


class User(AbstractUser):
    """A person with an account; a mobile number is the name most people remember, so it is unique where given."""

    phone = models.CharField(_("手机号码"), max_length=11, unique=True, null=True, blank=True, validators=[mobile_number])

    class Meta(AbstractUser.Meta):
        verbose_name = _("用户")
        verbose_name_plural = _("用户")

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Return family name and given name in Chinese order, without a space."""
        return f"{self.last_name}{self.first_name}".strip()

    def save(self, *args, **kwargs):
        self.phone = self.phone or None
        super().save(*args, **kwargs)
