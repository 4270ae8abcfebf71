"""What people answer to something that was published: a contact passed on once, taken back at any time, and forgotten in the end."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import audit, consents
from portal.core.access_log import log_views
from portal.core.encryption import EncryptedTextField
from portal.core.lifecycle import Lifecycle
from portal.core.ownership import OwnedByPerson, must_own
from portal.core.transitions import TransitionError

SENT, WITHDRAWN = "sent", "withdrawn"


class ResponseQuerySet(OwnedByPerson):
    """Responses, by the person who gave them."""

    def standing(self):
        """Return what nobody has withdrawn."""
        return self.exclude(state=WITHDRAWN)

    def consented(self):
        """Return rows whose person's consent to pass the contact on stands."""
        return self.filter(consents.standing(self.model.purpose, self.model._meta.label_lower))


class Response(models.Model):
    """One person's answer to something that was published, with whom to talk to; withdrawing empties the contact.

    A subclass has a foreign key to what is answered, named in ``answers_to``; a field ``state`` whose choices begin with ``sent`` and end
    with ``withdrawn``; and a constraint that of one person only one may stand (:func:`one_standing`).
    """

    answers_to = ""
    # Code of the consent that is given with each response.
    purpose = ""
    # What is emptied when it is withdrawn, or has been kept long enough.
    personal_fields: tuple[str, ...] = ("contact", "phone")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=gettext_lazy("提交人"), on_delete=models.CASCADE, related_name="%(app_label)s_%(class)ss"
    )
    contact = EncryptedTextField(gettext_lazy("联系人"), max_length=30, blank=True, default="")
    phone = EncryptedTextField(gettext_lazy("手机号码"), max_length=11, blank=True, default="")
    sent_at = models.DateTimeField(gettext_lazy("提交时间"), default=timezone.now)
    decided_at = models.DateTimeField(gettext_lazy("答复时间"), null=True)
    forgotten_at = models.DateTimeField(gettext_lazy("清除联系方式的时间"), null=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-sent_at", "-pk"]

    @property
    def answered(self) -> Any:
        """What is answered."""
        return getattr(self, self.answers_to)


def one_standing(answers_to: str, name: str) -> models.UniqueConstraint:
    """Return the constraint that a person has one response at a time that is not withdrawn."""
    return models.UniqueConstraint(fields=[answers_to, "user"], condition=~Q(state=WITHDRAWN), name=name)


@transaction.atomic
def respond(lifecycle: Lifecycle, to, user, **said) -> Any:
    """Keep a response; the call is the consent to pass the contact on (the form says to whom).

    Args:
        lifecycle: of the domain's responses.
        to: what is answered.
        user: who answers.
        said: contact, phone and whatever else the domain's model holds.

    Raises:
        TransitionError: ``twice``: one of the person's stands.
    """
    model: Any = lifecycle.model
    try:
        with transaction.atomic():
            made = model.objects.create(user=user, **{model.answers_to: to}, **said)
    except IntegrityError as error:
        raise TransitionError(_("您已经提交过%(kind)s。") % {"kind": model._meta.verbose_name}, code="twice") from error
    consents.give(user, model.purpose, subject=made)
    audit.record(f"{lifecycle.prefix}.{SENT}", made, actor=user)
    return made


@transaction.atomic
def withdraw(lifecycle: Lifecycle, response: Response, user) -> None:
    """Take a response back: the contact is gone when this returns.

    Raises:
        TransitionError: it is not the person's, or was withdrawn before.
    """
    must_own(response, user)
    emptied: dict[str, Any] = dict.fromkeys(response.personal_fields, "")
    lifecycle.move(response.pk, WITHDRAWN, actor=user, reason=_("本人撤回"), **emptied)
    consents.withdraw(user, response.purpose, subject=response)


@transaction.atomic
def read_responses(rows: QuerySet, viewer) -> list[Any]:
    """Return standing responses with their contacts, each look noted; people whose consent has ended are left out."""
    words: Any = rows
    found = list(words.standing().consented().select_related("user"))
    log_views(viewer, ((row.user, "phone", row, str(row.answered)) for row in found if not row.forgotten_at))
    return found


def forget_contacts(model: type[Response], ends: str) -> None:
    """Empty what is personal ``ENROLMENT_CONTACT_DAYS`` after what was answered has ended and after the answer (PIPL art. 19).

    Args:
        model: the domain's responses.
        ends: look-up of the last day, such as ``call__apply_until``.
    """
    before = timezone.localdate() - timedelta(days=settings.ENROLMENT_CONTACT_DAYS)
    rows = model._default_manager.filter(Q(decided_at=None) | Q(decided_at__date__lt=before), forgotten_at=None, **{f"{ends}__lt": before})
    emptied: dict[str, Any] = dict.fromkeys(model.personal_fields, "")
    rows.order_by().update(**emptied, forgotten_at=timezone.now())
