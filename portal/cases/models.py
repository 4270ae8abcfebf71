"""What every kind of case keeps: its number and secret, its state, its due time with the reason, who handles it, what was answered."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, role_rights
from portal.cases.clocks import Deadline
from portal.core.encryption import EncryptedTextField
from portal.core.grades import Grade
from portal.core.masking import mask_name, mask_phone
from portal.core.moments import day_text
from portal.core.private_files import EncryptedFile

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from portal.accounts.models import User


class NumberCounter(models.Model):
    """The last number given in one period of one series (:class:`portal.cases.numbers.NumberSeries`)."""

    series = models.CharField(max_length=8)
    period = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "period"], name="cases_one_counter_a_period")]

    def __str__(self):
        return f"{self.series}{self.period} {self.last}"


@role_rights({DIRECTOR: ("add", "change", "delete", "view"), CLERK: ("add", "change", "delete", "view")})
class CalendarDay(models.Model):
    """A day that is worked or free whatever the State Council's list says, or of a year of which the program has no list yet."""

    day = models.DateField(_("日期"), unique=True)
    works = models.BooleanField(_("上班"), default=False)
    name = models.CharField(_("名称"), max_length=20, help_text=_("例如“春节”“国庆节调休”，会写在期限依据里。"))

    class Meta:
        verbose_name = _("放假和调休日")
        verbose_name_plural = _("放假和调休日")
        ordering = ["-day"]

    def __str__(self):
        return f"{day_text(self.day)} {self.name}"


@role_rights({DIRECTOR: ("add", "change", "delete", "view")})
class TimeLimit(models.Model):
    """How long one kind of case may take, where the director has set it; concerns those that come from then on."""

    class Unit(models.TextChoices):
        HOURS = "hours", _("小时（节假日和夜间照算）")
        WORKING_DAYS = "days", _("工作日")

    kind = models.CharField(_("事项"), max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(_("期限"), validators=[MinValueValidator(1), MaxValueValidator(1000)])
    unit = models.CharField(_("单位"), max_length=5, choices=Unit)
    source = models.CharField(_("依据"), max_length=200, help_text=_("文件名称和条款，检查时出示。"))

    class Meta:
        verbose_name = _("办理期限")
        verbose_name_plural = _("办理期限")
        ordering = ["kind"]

    def __str__(self):
        return f"{self.number} {self.get_unit_display()}"


@role_rights(dict.fromkeys((DIRECTOR, CLERK, OPERATOR), ("add", "change", "delete", "view")))
class ReplyTemplate(models.Model):
    """Words that staff answer again and again; they are screened with the answer, like all others (R-MOD-5)."""

    title = models.CharField(_("名称"), max_length=40, unique=True)
    text = models.TextField(_("答复内容"), max_length=1000)

    class Meta:
        verbose_name = _("答复模板")
        verbose_name_plural = _("答复模板")
        ordering = ["title"]

    def __str__(self):
        return self.title


class CaseQuerySet(models.QuerySet):
    """Cases of one kind."""

    def still_open(self):
        """Return those of which staff still owe the outcome."""
        return self.filter(state__in=self.model.open_states)

    def late(self):
        """Return the open ones whose time is over."""
        return self.still_open().filter(due_at__lt=timezone.now())


class CalledBackQuerySet(CaseQuerySet):
    """Cases of a kind whose discontented senders are called (:class:`CalledBack`)."""

    def to_call_back(self):
        """Return those with a poor grade whose senders nobody has called yet."""
        return self.filter(grade__lte=Grade.POOR, called_back_at=None)


class Numbered(models.Model):
    """What people find again by a number and a secret, without an account; only the secret's blind index is kept."""

    number = models.CharField(_("编号"), max_length=20, unique=True)
    code_index = models.CharField(max_length=64, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.number


class Case(Numbered):
    """Base of all kinds. A kind adds what is asked, gives ``state`` its choices and names in ``open_states`` those that owe an outcome.

    Its indexes serve the screens of staff (ADR 14): somebody's work, the cases of a state, what has ended, what has come.
    """

    open_states: frozenset[str] = frozenset()
    # States in which a case ends though staff have answered nothing.
    unanswered_states: frozenset[str] = frozenset()
    # States that follow an answer, and in which nobody owes anything any more: confirmed, closed, archived.
    closing_states: frozenset[str] = frozenset()
    # What its due time is counted from.
    limit_fields: tuple[str, ...] = ("pk", "state", "due_from", "due_number", "due_at")
    # A kind that asks for it keeps it.
    name = ""
    # The kind's model of replies makes it.
    replies: "RelatedManager[CaseReply]"

    contact = EncryptedTextField(_("联系方式"), blank=True)
    address_index = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(_("状态"), max_length=10)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    due_at = models.DateTimeField(_("办理期限"))
    due_why = models.CharField(_("期限依据"), max_length=300)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    told_late_for = models.DateTimeField(_("已提醒的期限"), null=True, editable=False)
    due_from = models.DateTimeField(_("期限起算时间"), null=True, editable=False)
    due_number = models.PositiveSmallIntegerField(_("期限长度"), null=True, editable=False)
    warned_percent = models.PositiveSmallIntegerField(_("已预警到（%）"), default=0, db_default=0, editable=False)
    in_time = models.BooleanField(_("首次答复按时"), null=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["owner", "state", "due_at"], name="%(class)s_mine"),
            models.Index(fields=["state", "closed_at", "created_at"], name="%(class)s_state"),
            models.Index(fields=["closed_at", "created_at", "owner", "in_time"], name="%(class)s_ended"),
            models.Index(fields=["created_at", "in_time"], name="%(class)s_came"),
        ]

    @property
    def sender(self) -> "User | None":
        """The account of who has sent it, where the kind keeps one."""
        return None

    @property
    def is_open(self) -> bool:
        """Whether staff still owe the outcome."""
        return self.state in self.open_states

    @property
    def is_answered(self) -> bool:
        """Whether it has ended with an answer."""
        return not self.is_open and self.state not in self.unanswered_states

    @property
    def masked_name(self) -> str:
        """The name as those read it who need not know it."""
        return mask_name(self.name)

    @property
    def masked_contact(self) -> str:
        """The phone likewise."""
        return mask_phone(self.contact)

    def unnamed(self, text: str) -> str:
        """Return words about it without its sender's name and phone: they are kept with the case and in the logs for longer than these."""
        for said, masked in ((self.name, self.masked_name), (self.contact, self.masked_contact)):
            text = text.replace(said, masked) if len(said) > 1 else text
        return text

    @property
    def time_limits(self) -> list[datetime]:
        """Until when something is owed: the outcome; a kind may add what it waits for."""
        return [self.due_at]

    def bounded(self, deadline: Deadline, start: datetime) -> Deadline:
        """Return the due time of what begins at ``start``, given what the kind's limit says; a kind may end it sooner and say why."""
        return deadline

    @property
    def late_since(self) -> datetime | None:
        """When the last of the time limits that are over was reached, while it is open."""
        over = [limit for limit in self.time_limits if limit < timezone.now()]
        return max(over) if over and self.is_open else None

    @property
    def is_late(self) -> bool:
        """Whether something is owed and its time is over."""
        return self.late_since is not None


class Graded(models.Model):
    """Stands before the base of a kind whose senders say how content they are (GB/T 39735).

    ``call_until`` is until when somebody who is not content is called back (R-CONS-7); nothing where the grade is good enough.
    """

    grade = models.PositiveSmallIntegerField(_("评价"), choices=Grade, null=True)
    comment = EncryptedTextField(_("评语"), max_length=300, blank=True)
    rated_at = models.DateTimeField(_("评价时间"), null=True)
    call_until = models.DateTimeField(_("回访期限"), null=True, editable=False)

    class Meta:
        abstract = True

    def may_be_rated(self) -> bool:
        """Return whether the grade is still to be given."""
        case: Any = self
        return case.is_answered and self.grade is None

    @property
    def is_call_late(self) -> bool:
        """Whether the time to call back is over; a kind knows whether somebody has called."""
        return self.call_until is not None and self.call_until < timezone.now()


class CalledBack(Graded):
    """Stands there instead where staff call whoever is not content (回访)."""

    called_back_at = models.DateTimeField(_("回访时间"), null=True)

    class Meta:
        abstract = True

    @property
    def waits_for_call(self) -> bool:
        """Whether a poor grade was given and nobody has called back."""
        return self.grade is not None and self.grade <= Grade.POOR and self.called_back_at is None


class Mergeable(models.Model):
    """Stands before the base of a kind whose duplicates are merged into one case (:mod:`portal.cases.merging`)."""

    merged_into = models.ForeignKey(
        "self", verbose_name=_("并入"), null=True, editable=False, on_delete=models.SET_NULL, related_name="duplicates"
    )

    class Meta:
        abstract = True


class CaseReply(models.Model):
    """Base of what staff answered; written once, checked before it is kept. A kind adds the key to its case, related as ``replies``.

    ``note`` is what only staff read: why the director has been called.
    """

    text = models.TextField(_("答复"), max_length=1000)
    note = models.TextField(_("给主任的说明"), max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("答复人"), null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:30]


class TwoWayReply(CaseReply):
    """The same where the sender may write again: a step then says so, and ``asked`` holds the sender's own words."""

    from_sender = models.BooleanField(_("来件人所写"), default=False)
    asked = EncryptedTextField(_("来件人补充"), max_length=1000, blank=True)

    class Meta(CaseReply.Meta):
        abstract = True


class CaseFile(EncryptedFile):
    """Base of the files of a case, which its sender and staff may add and read; a kind adds the key to its case, related as ``files``."""

    from_sender = models.BooleanField(_("来件人所传"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("上传人"), null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]


class CaseUrging(models.Model):
    """Base of the log of who urged whom to get on with a case, when, and what was answered; a kind adds the key, related as ``urgings``."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("督促人"), null=True, on_delete=models.SET_NULL, related_name="+")
    whom = models.CharField(_("督促对象"), max_length=60)
    text = models.CharField(_("督促内容"), max_length=300)
    at = models.DateTimeField(_("督促时间"), auto_now_add=True)
    answer = models.CharField(_("回复"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("回复登记人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("回复时间"), null=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self):
        return self.whom
