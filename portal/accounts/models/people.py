"""The people who sign in."""

from django.contrib.auth.models import AbstractUser, Permission, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.encryption import EncryptedTextField, blind_index
from portal.core.figures import plain_code
from portal.core.masking import mask_phone
from portal.core.phones import plain_phone
from portal.core.validators import mobile_number

PHONE_PURPOSE = "phone"


def digits_of(text: str | None) -> str:
    """Return the digits of what was typed, full-width ones as plain ones."""
    return "".join(character for character in plain_code(text) if character in "0123456789")


def plain_number(text: str | None) -> str:
    """Return a mobile number as eleven digits from what people type (:func:`portal.core.phones.plain_phone`), else all digits of it."""
    return digits_of(plain_phone(text))


def staff_members() -> models.Q:
    """Return the condition that somebody works in the back office: ``is_staff``, which its forms do not set, or a right to enter it."""
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    entering = models.Q(groups__permissions__in=access) | models.Q(user_permissions__in=access)
    return models.Q(is_staff=True) | models.Q(is_superuser=True) | entering


class PortalUserManager(UserManager):
    """Finds people by what they remember, or by what they may do."""

    def working_here(self) -> models.QuerySet["User"]:
        """Return the active people of the back office."""
        return self.filter(staff_members(), is_active=True).distinct()

    def who_may(self, permission: str) -> models.QuerySet["User"]:
        """Return the active people whose role, or who themselves, got a permission (``app.codename``); not who may do everything."""
        return self.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend", include_superusers=False)

    def verified_holder(self, number: str) -> "User | None":
        """Return who has proved to hold a mobile number."""
        index = blind_index(plain_number(number), PHONE_PURPOSE)
        return self.filter(phone_index=index, phone_verified=True).first() if index else None

    def by_phone(self, number: str) -> "User | None":
        """Return whom a number names at sign-in: its verified holder, else the account that gave it first."""
        index = blind_index(plain_number(number), PHONE_PURPOSE)
        return self.filter(phone_index=index).order_by("-phone_verified", "pk").first() if index else None


class User(AbstractUser):
    """A person with an account.

    The phone is encrypted; its blind index finds it. Whoever registers while no text message can be sent gives a number that is not
    verified yet; of several such accounts the verified holder is the one whom the number names (docs/accounts.md).
    """

    phone = EncryptedTextField(_("手机号码"), max_length=11, blank=True, default="", validators=[mobile_number])
    phone_index = models.CharField(_("手机号码索引"), max_length=64, blank=True, default="", editable=False, db_index=True)
    phone_verified = models.BooleanField(_("手机号码已核验"), default=False)
    must_change_password = models.BooleanField(_("下次登录须修改密码"), default=False)
    closed_at = models.DateTimeField(_("注销时间"), null=True, blank=True, editable=False)

    objects = PortalUserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        permissions = [
            ("view_personal", _("查看个人信息原文（记入日志）")),
            ("read_outbox", _("查看站内短信发件箱")),
            ("print_paper_codes", _("打印注册码")),
            ("lock_accounts", _("停用、恢复账号，解除登录锁定")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=models.Q(phone_verified=True) & ~models.Q(phone_index=""),
                name="accounts_user_one_verified_phone",
                violation_error_message=_("这个手机号码已由另一个账号核验。"),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Return family name and given name in Chinese order, without a space."""
        return f"{self.last_name}{self.first_name}".strip()

    @property
    def log_name(self) -> str:
        """What logs, which nobody can change, call the person: staff by name, who act for the centre; everybody else by number."""
        return str(self) if self.has_perm("wagtailadmin.access_admin") else str(_("用户 %(number)d") % {"number": self.pk})

    @property
    def masked_phone(self) -> str:
        """The phone as lists and logs show it."""
        return mask_phone(self.phone)

    def save(self, *args, **kwargs):
        self.phone = plain_number(self.phone)
        self.phone_index = blind_index(self.phone, PHONE_PURPOSE)
        fields = kwargs.get("update_fields")
        if fields is not None and "phone" in fields:
            kwargs["update_fields"] = {*fields, "phone_index"}
        super().save(*args, **kwargs)
