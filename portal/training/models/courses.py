"""Courses and their sessions."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TRAINING, role_rights
from portal.core.fields import ChoicesField, PhoneField
from portal.core.models import EditorialRecord
from portal.core.moments import day_text
from portal.enrolment import models as enrolments
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.training.querysets import CourseQuerySet, SessionQuerySet


class Level(models.TextChoices):
    """The three levels of the county's training (R-TRAIN-5)."""

    BASIC = "basic", _("初级")
    INTERMEDIATE = "intermediate", _("中级")
    ADVANCED = "advanced", _("高级")


class Subject(models.TextChoices):
    """What courses teach (R-TRAIN-2)."""

    ECOMMERCE = "ecommerce", _("基础电商")
    OPERATION = "operation", _("运营推广")
    DESIGN = "design", _("美工设计")
    LIVE = "live", _("直播和短视频")
    CROSS_BORDER = "cross_border", _("跨境电商")
    RULES = "rules", _("政策与法规")


class Audience(models.TextChoices):
    """For whom courses are (R-TRAIN-5, R-TRAIN-6)."""

    FARMERS = "farmers", _("农户")
    FOUNDERS = "founders", _("创业者")
    ENTERPRISES = "enterprises", _("企业和合作社")
    WOMEN = "women", _("妇女")
    DISABLED = "disabled", _("残疾人")
    HELPED = "helped", _("脱贫户")
    OFFICIALS = "officials", _("党政领导干部")


# Groups that people are asked for by a consent of its own and that no list names (PIPL art. 28-30; R-TRAIN-6).
SENSITIVE = (Audience.DISABLED, Audience.HELPED)
# What anybody may be asked; who is none of a course's groups says so.
OTHER = "other"
PLAIN_GROUPS = [*(choice for choice in Audience.choices if choice[0] not in SENSITIVE), (OTHER, _("其他"))]


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class Course(Moderated, EditorialRecord):
    """What is taught, at which level, to whom."""

    url_name = "training:course"
    detail_template = "pages/training/course.html"

    name = models.CharField(_("课程名称"), max_length=60, unique=True)
    level = models.CharField(_("级别"), max_length=12, choices=Level)
    subject = models.CharField(_("主题"), max_length=12, choices=Subject)
    audience = ChoicesField(_("面向人群"), choices_class=Audience)
    summary = models.CharField(_("一句话说明"), max_length=100)
    introduction = models.TextField(_("课程介绍"), max_length=1500)
    organiser = models.CharField(_("主办单位"), max_length=60, blank=True)
    phone = PhoneField(_("咨询电话"), blank=True)

    objects = CourseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("培训课程")
        verbose_name_plural = _("培训课程")
        ordering = ["name"]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="training_course_newest")]

    def __str__(self):
        return self.name

    def plain_groups(self) -> list[tuple[str, str | Promise]]:
        """Return the groups that whoever signs up chooses from: those that the course is for, and all others."""
        return [choice for choice in PLAIN_GROUPS if choice[0] in self.audience or choice[0] == OTHER]

    def sensitive_groups(self) -> list[tuple[str, str | Promise]]:
        """Return the sensitive groups that the course is for: nobody is asked for what the course has nothing to do with (PIPL art. 6)."""
        return [choice for choice in Audience.choices if choice[0] in self.audience and choice[0] in SENSITIVE]


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class Session(Moderated, enrolments.AttendedOffer, EditorialRecord):
    """A course held once: where, when, for how many. Those who come too late wait for a place."""

    url_name = "training:session"
    detail_template = "pages/training/session.html"
    fields_kept_outside_revisions = ("closed_at",)

    course = models.ForeignKey(Course, verbose_name=_("课程"), on_delete=models.PROTECT, related_name="sessions")
    name = models.CharField(_("班次名称"), max_length=60, unique=True, help_text=_("例如“新农人电商入门班第 3 期”。"))
    town = models.ForeignKey(
        "places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.SET_NULL, related_name="training_sessions"
    )
    place = models.CharField(_("上课地点"), max_length=120)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))
    hours = models.CharField(_("上课时间"), max_length=80, help_text=_("例如“每天 9:00–16:00”。"))

    objects = SessionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("培训班")
        verbose_name_plural = _("培训班")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["course", "starts_on"], name="training_session_next")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("结束日期不能早于开始日期。")})
        if self.apply_until and self.starts_on and self.apply_until > self.starts_on:
            raise ValidationError({"apply_until": _("报名截止不能晚于开始日期。")})

    @property
    def summary(self) -> str:
        """One line for lists and feeds."""
        return f"{day_text(self.starts_on)} {self.place}" if self.starts_on else self.place

    def span(self) -> tuple[date, date]:
        """Return its first and last day."""
        return self.starts_on, self.ends_on

    def may_see_participants(self, user) -> bool:
        """Return whether a member of staff keeps the lists of participants."""
        return user.has_perm("training.view_enrolment")

    def may_close(self, user) -> bool:
        """Return whether a member of staff keeps sessions."""
        return user.has_perm("training.change_session")

    def may_keep_register(self, user) -> bool:
        """Return whether a member of staff notes who came and who passed."""
        return user.has_perm("training.change_enrolment")

    def get_check_in_url(self) -> str:
        """Return the page that the square at the door opens."""
        return reverse("training:check-in", args=[self.slug])
