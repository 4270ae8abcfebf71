"""Consent: to which text, when, for what, and whether it still stands (PIPL art. 14-17, 23, 25).

Each purpose has texts with versions; a person consents to one version. Consent to pass data to one employer or to publish one notice is a
separate consent with that thing as its subject.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.audit import named
from portal.core.moments import minute_text


class ConsentText(models.Model):
    """One version of what people are asked. A published version is never edited: a new wording is a new version."""

    purpose = models.SlugField(_("用途代码"), max_length=40)
    version = models.PositiveIntegerField(_("版本"), default=1)
    title = models.CharField(_("标题"), max_length=80)
    text = models.TextField(_("正文"))
    published_at = models.DateTimeField(_("生效时间"), default=timezone.now)

    class Meta:
        verbose_name = _("同意文本")
        verbose_name_plural = _("同意文本")
        ordering = ["purpose", "-version"]
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="core_consenttext_version")]

    def __str__(self):
        return _("%(title)s（第 %(version)s 版）") % {"title": self.title, "version": self.version}

    @classmethod
    def current(cls, purpose: str) -> "ConsentText | None":
        """Return the version in force of a purpose."""
        return cls.objects.filter(purpose=purpose, published_at__lte=timezone.now()).order_by("-version").first()


class ConsentQuerySet(models.QuerySet):
    """Words for consents."""

    def in_force(self):
        """Return consents that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def about(self, subject):
        """Return consents about one thing; ``None`` means consents about nothing in particular."""
        names = named(subject) or {"object_kind": "", "object_id": ""}
        return self.filter(object_kind=names["object_kind"], object_id=names["object_id"])


class Consent(models.Model):
    """One person's consent to one text; ``object_*`` name the thing it is about, if it is about one."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("本人"), null=True, on_delete=models.SET_NULL, related_name="consents"
    )
    text = models.ForeignKey(ConsentText, verbose_name=_("同意文本"), on_delete=models.PROTECT, related_name="consents")
    object_kind = models.CharField(_("对象类型"), max_length=64, blank=True)
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    object_name = models.CharField(_("对象"), max_length=200, blank=True)
    given_at = models.DateTimeField(_("同意时间"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self):
        return f"{self.text} {minute_text(self.given_at)}"


def give(person, purpose: str, *, subject=None) -> Consent:
    """Record a consent to the text in force; one that stands already for the same version and subject is returned as it is.

    Args:
        person: the user.
        purpose: the purpose's code.
        subject: the thing it is about, for separate consents.

    Raises:
        ConsentText.DoesNotExist: the purpose has no text: nobody can consent to nothing.
    """
    text = ConsentText.current(purpose)
    if text is None:
        raise ConsentText.DoesNotExist(purpose)
    standing = Consent.objects.in_force().about(subject).filter(person=person, text=text).first()
    return standing or Consent.objects.create(person=person, text=text, **named(subject))


def withdraw(person, purpose: str, *, subject=None) -> int:
    """End the person's consents for a purpose and subject and return how many stood."""
    standing = list(Consent.objects.in_force().about(subject).filter(person=person, text__purpose=purpose))
    for consent in standing:
        # One by one: who keeps what a consent allowed hears of each.
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
    return len(standing)


def on_withdrawal(purpose: str, then: Callable[[Consent], object]) -> None:
    """Have a function called with each consent to a purpose that is withdrawn, wherever that happens; called from an app's ``ready``.

    Args:
        purpose: the purpose's code.
        then: ends what the consent allowed.
    """

    def saved(instance: Consent, **_signal) -> None:
        if instance.withdrawn_at is not None and instance.text.purpose == purpose:
            then(instance)

    post_save.connect(saved, sender=Consent, weak=False, dispatch_uid=f"portal.core.consents.{purpose}")


def standing(purpose: str, label: str, person: str = "user", version: int = 1) -> models.Exists:
    """Return the condition, for rows of a model, that the person's consent about the very row stands.

    Args:
        purpose: the purpose's code.
        label: the model's ``label_lower``.
        person: name of its foreign key to the person.
        version: the oldest version of the text that allows what is asked for.
    """
    key = Cast(models.OuterRef("pk"), models.CharField(max_length=64))
    # Who has no account, and had somebody act for them, is nobody in both rows.
    nobody = models.Q(person=None) & models.Q(IsNull(models.OuterRef(person), True))
    found = Consent.objects.in_force().filter(models.Q(person=models.OuterRef(person)) | nobody, object_kind=label, object_id=key)
    return models.Exists(found.filter(text__purpose=purpose, text__version__gte=version))


def has(person, purpose: str, *, subject=None, current_text: bool = False) -> bool:
    """Return whether a consent stands.

    Args:
        person, purpose, subject: as in :func:`give`.
        current_text: whether it must be to the version in force now (terms of use) and not to an older one.
    """
    standing = Consent.objects.in_force().about(subject).filter(person=person, text__purpose=purpose)
    if current_text:
        standing = standing.filter(text=ConsentText.current(purpose))
    return standing.exists()
