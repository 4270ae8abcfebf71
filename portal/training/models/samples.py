"""Samples of participants that are drawn by chance and called, for inspections (peers.md, feature 8)."""

from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import Erasure, exempt, personal_data
from portal.accounts.roles import DIRECTOR, TRAINING, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.grades import Grade
from portal.core.moments import day_text
from portal.training.models.enrolments import Enrolment

_STAFF_DEED = _("工作人员办事留下的经办记录，不是其个人资料")


@role_rights({TRAINING: ("add", "view", "change"), DIRECTOR: ("add", "view", "change")})
class Sample(models.Model):
    """So many places of a period, drawn by chance; seed and population are kept, so that anybody can draw the same again.

    Nobody may choose the seed or delete a drawing: who draws until the list pleases leaves all the lists.
    """

    first_day = models.DateField(_("从"))
    last_day = models.DateField(_("到"))
    size = models.PositiveSmallIntegerField(_("人数"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    seed = models.CharField(_("随机种子"), max_length=32, editable=False)
    # Keys of the places from which was drawn, in ascending order; emptied with the names.
    population = models.JSONField(_("总体"), default=list, editable=False)
    population_size = models.PositiveIntegerField(_("总体人次"), editable=False)
    drawn_at = models.DateTimeField(_("抽取时间"), default=timezone.now, editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("抽取人"), null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("电话抽查")
        verbose_name_plural = _("电话抽查")
        ordering = ["-drawn_at", "-pk"]

    def __str__(self):
        return _("%(first)s 至 %(last)s 的电话抽查") % {"first": day_text(self.first_day), "last": day_text(self.last_day)}

    def chosen(self) -> list[int]:
        """Return the keys that the seed draws: those whose SHA-256 of ``<seed>:<key>`` comes first in order."""
        return sorted(self.population, key=lambda key: sha256(f"{self.seed}:{key}".encode()).hexdigest())[: self.size]


# What was heard stays in the counts, without whom and without the words.
_COUNT_ONLY = Erasure(lambda rows, _owner, _user: rows.update(enrolment=None, note=""))


@personal_data(
    _("培训电话抽查"),
    ((_("抽取时间"), "sample.drawn_at"), "called_at", "result", "came", "satisfied", "note"),
    owner="enrolment__user",
    related=("sample",),
    erase=_COUNT_ONLY,
)
class Call(models.Model):
    """One place of a sample, and what the person said on the phone."""

    class Result(models.TextChoices):
        REACHED = "reached", _("打通")
        UNREACHED = "unreached", _("没有打通")
        WRONG = "wrong", _("号码不对")

    # The enrolment while the person may be called, for whoever may see it (samples.calls_of).
    place: Enrolment | None = None

    sample = models.ForeignKey(Sample, verbose_name=_("电话抽查"), on_delete=models.CASCADE, related_name="calls")
    order = models.PositiveSmallIntegerField(_("序号"))
    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("培训报名"), null=True, blank=True, on_delete=models.SET_NULL, related_name="calls"
    )
    result = models.CharField(_("结果"), max_length=9, choices=Result, blank=True, default="")
    came = models.BooleanField(_("本人说来过"), null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField(_("满意程度"), choices=Grade, null=True, blank=True)
    note = EncryptedTextField(_("备注"), max_length=200, blank=True, default="")
    called_at = models.DateTimeField(_("拨打时间"), null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("拨打人"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("抽查电话")
        verbose_name_plural = _("抽查电话")
        ordering = ["sample", "order"]
        constraints = [models.UniqueConstraint(fields=["sample", "order"], name="training_call_order_once")]

    def __str__(self):
        return f"{self.sample} {self.order}"


exempt("training.Sample", _STAFF_DEED)
