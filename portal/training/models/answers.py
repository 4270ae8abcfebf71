"""What participants say afterwards: how it was, and what became of it 30 and 90 days later (R-TRAIN-8)."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Avg, Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import personal_data
from portal.accounts.roles import DIRECTOR, TRAINING, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.fields import ChoicesField
from portal.core.grades import Grade
from portal.core.ownership import OwnedByPerson
from portal.training.models.courses import Session
from portal.training.models.enrolments import Enrolment


class AnswerQuerySet(OwnedByPerson):
    """Questions that were asked, with or without an answer."""

    owner = "enrolment__user"

    def owned_by(self, user):
        """Return what a person was asked about places that stand."""
        return super().owned_by(user).filter(enrolment__cancelled_at=None)

    def open(self):
        """Return what nobody has answered."""
        return self.filter(answered_at=None)

    def answered(self):
        """Return what was answered."""
        return self.exclude(answered_at=None)


class FeedbackQuerySet(AnswerQuerySet):
    """Feedback."""

    def averages(self) -> dict[str, Any]:
        """Return how many answered, as ``number``, and the average of each grade, ``None`` without any."""
        grades = {name: Avg(name) for name in Feedback.GRADES}
        return self.answered().aggregate(number=Count("pk"), **grades)


class Answer(models.Model):
    """One thing that a participant is asked once, by a notice that leads to the form; nobody else sees whose answer it is.

    When ``TRAINING_KEEP_DAYS`` are over it is nobody's, and its words are gone.
    """

    session = models.ForeignKey(Session, verbose_name=_("培训班"), on_delete=models.CASCADE, related_name="%(class)ss")
    asked_at = models.DateTimeField(_("询问时间"), default=timezone.now)
    answered_at = models.DateTimeField(_("填写时间"), null=True, blank=True)
    text = EncryptedTextField(_("想说的话"), max_length=500, blank=True, default="")

    # Path of the form.
    url_name = ""

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.session)

    def get_owner_url(self) -> str:
        """Return the form that answers it."""
        return reverse(self.url_name, args=[self.pk])


_ASKED = ("session", "asked_at", "answered_at")


def _grade(label, name: str):
    validators = [MinValueValidator(Grade.VERY_POOR), MaxValueValidator(Grade.VERY_GOOD)]
    return models.PositiveSmallIntegerField(label, choices=Grade, null=True, blank=True, validators=validators)


@personal_data(_("培训评价"), (*_ASKED, "content", "teacher", "organisation", "text"), owner="enrolment__user")
@role_rights({TRAINING: ("view",), DIRECTOR: ("view",)})
class Feedback(Answer):
    """How somebody who came found the session, asked the day after it."""

    GRADES = ("content", "teacher", "organisation")
    url_name = "training:feedback"

    enrolment = models.OneToOneField(
        Enrolment, verbose_name=_("培训报名"), null=True, blank=True, on_delete=models.CASCADE, related_name="feedback"
    )
    content = _grade(_("课程内容"), "content")
    teacher = _grade(_("老师讲课"), "teacher")
    organisation = _grade(_("组织安排"), "organisation")

    objects: ClassVar[Any] = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("培训评价")
        verbose_name_plural = _("培训评价")
        ordering = ["-pk"]


@personal_data(
    _("培训回访"),
    (*_ASKED, "after_days", "shop", "job", (_("现在最缺"), lambda row: "、".join(row.get_missing_labels())), "text"),
    owner="enrolment__user",
)
class FollowUp(Answer):
    """What became of what somebody learned, so many days after the session (setting ``TRAINING_FOLLOW_UP_DAYS``)."""

    class Shop(models.TextChoices):
        OPENED = "opened", _("培训后开了网店")
        HAD = "had", _("培训前就有网店")
        NONE = "none", _("还没有开网店")

    class Job(models.TextChoices):
        FOUND = "found", _("培训后找到了工作")
        HAD = "had", _("培训前就有工作")
        LOOKING = "looking", _("还在找工作")
        NONE = "none", _("不找工作")

    class Missing(models.TextChoices):
        MONEY = "money", _("资金")
        GOODS = "goods", _("货源")
        LOGISTICS = "logistics", _("物流")
        SKILLS = "skills", _("技术")
        HANDS = "hands", _("人手")
        CUSTOMERS = "customers", _("客源")

    url_name = "training:follow-up"

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("培训报名"), null=True, blank=True, on_delete=models.CASCADE, related_name="follow_ups"
    )
    after_days = models.PositiveSmallIntegerField(_("结束后天数"))
    shop = models.CharField(_("网店"), max_length=8, choices=Shop, blank=True, default="")
    job = models.CharField(_("工作"), max_length=8, choices=Job, blank=True, default="")
    missing = ChoicesField(_("现在最缺什么"), choices_class=Missing, blank=True, help_text=_("可以多选。"))

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("培训回访")
        verbose_name_plural = _("培训回访")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "after_days"], name="training_followup_once_a_date")]


def public_average(course) -> dict[str, Any] | None:
    """Return the averages of a course for everybody, or nothing while fewer than ``TRAINING_SMALL_NUMBER`` have answered."""
    found = Feedback.objects.filter(session__course=course).averages() if course.pk else {"number": 0}
    return found if found["number"] >= settings.TRAINING_SMALL_NUMBER else None
