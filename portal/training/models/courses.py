"""Courses and their sessions."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TRAINING, role_rights
from portal.core.fields import ChoicesField, PhoneField
from portal.core.models import EditorialRecord
from portal.core.moments import day_text
from portal.enrolment import models as enrolments
from portal.enterprises.policies import acts_for, people_of
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


class Format(models.TextChoices):
    """Where a course is taught."""

    SITE = "site", _("线下授课")
    ONLINE = "online", _("线上自学")
    MIXED = "mixed", _("线上线下结合")


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
    format = models.CharField(_("授课方式"), max_length=6, choices=Format, default=Format.SITE)
    summary = models.CharField(_("一句话说明"), max_length=100)
    introduction = models.TextField(_("课程介绍"), max_length=1500)
    provider = models.ForeignKey(
        "enterprises.Enterprise",
        verbose_name=_("培训机构"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="courses",
        help_text=_("名录里的企业或机构举办的，在这里选择；它的成员可以维护课程、查看报名名单。"),
    )
    organiser = models.CharField(_("主办单位"), max_length=60, blank=True, help_text=_("不在名录里的，写名称。"))
    phone = PhoneField(_("咨询电话"), blank=True)

    objects = CourseQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = _("培训课程")
        verbose_name_plural = _("培训课程")
        ordering = ["name"]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="training_course_newest")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        before = type(self).objects.filter(pk=self.pk).values_list("provider", flat=True).first() if self.pk else self.provider_id
        # Whoever has signed up agreed to tell this body and no other.
        if before != self.provider_id and self.sessions.filter(enrolments__cancelled_at=None, enrolments__isnull=False).exists():
            raise ValidationError({"provider": _("已有人报名，不能更换培训机构：报名人只同意把联系方式交给原来的机构。")})

    @property
    def host(self) -> str:
        """Who holds the course: the body of the directory, or the name that staff have written."""
        return self.provider.name if self.provider else self.organiser

    def get_owner_url(self) -> str:
        """Return where the members of its body see how it stands."""
        return reverse("cooperation:my-courses")

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
    fee = models.DecimalField(
        _("费用（元）"),
        max_digits=8,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("免费填 0。"),
    )

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

    @property
    def price(self) -> str:
        """The fee in words."""
        return str(_("%(fee)s 元") % {"fee": f"{self.fee.normalize():f}"} if self.fee else _("免费"))

    def get_owner_url(self) -> str:
        """Return where the members of its body see how it stands."""
        return reverse("cooperation:my-courses")

    def organisers(self) -> list:
        """Return who acts for the verified body that holds it."""
        return people_of(self.course.provider)

    def may_see_participants(self, user) -> bool:
        """Return whether a member of staff keeps the lists of participants, or somebody acts for the verified body that holds it."""
        return user.has_perm("training.view_enrolment") or acts_for(user, self.course.provider)

    def may_close(self, user) -> bool:
        """Return whether a member of staff keeps sessions, or somebody acts for the verified body that holds it."""
        return user.has_perm("training.change_session") or acts_for(user, self.course.provider)

    def may_keep_register(self, user) -> bool:
        """Return whether a member of staff notes who came, or somebody acts for the verified body that holds it."""
        return self.may_assess(user) or acts_for(user, self.course.provider)

    def may_assess(self, user) -> bool:
        """Return whether a member of staff notes who passed, and gives certificates or takes them back."""
        return user.has_perm("training.change_enrolment")

    def get_check_in_url(self) -> str:
        """Return the page that the square at the door opens."""
        return reverse("training:check-in", args=[self.slug])
