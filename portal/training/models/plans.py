"""What training a year shall bring, and what people wish for (R-TRAIN-5, R-TRAIN-6, R-TRAIN-7)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, TRAINING, role_rights
from portal.core.fields import ChoicesField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.training.models.courses import PLAIN_GROUPS, Audience, Level, Subject
from portal.training.querysets import PlanQuerySet


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class TrainingPlan(Moderated, EditorialRecord, ClusterableModel):  # type: ignore[django-manager-missing]
    """The training of one year, published so that everybody can hold it against what was held (R-TRAIN-7)."""

    url_name = "training:plan"
    detail_template = "pages/training/plan.html"
    slug_from = "year"

    year = models.PositiveSmallIntegerField(_("年度"), unique=True, validators=[MinValueValidator(1000), MaxValueValidator(9999)])
    introduction = models.TextField(_("说明"), max_length=1000, help_text=_("按什么需求安排，重点是什么。"))

    objects = PlanQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("培训计划")
        verbose_name_plural = _("培训计划")
        ordering = ["-year"]

    def __str__(self):
        return _("%(year)s 年培训计划") % {"year": self.year or ""}

    @property
    def summary(self) -> str:
        """One line for lists and feeds."""
        lines = list(self.lines.all())
        figures = {"sessions": sum(line.sessions for line in lines), "persons": sum(line.persons for line in lines)}
        return _("计划 %(sessions)s 期、%(persons)s 人次。") % figures


class PlanLine(Orderable):
    """So many sessions of one kind in one quarter; what is left open fits everything."""

    class Quarter(models.IntegerChoices):
        FIRST = 1, _("第一季度")
        SECOND = 2, _("第二季度")
        THIRD = 3, _("第三季度")
        FOURTH = 4, _("第四季度")

    plan = ParentalKey(TrainingPlan, on_delete=models.CASCADE, related_name="lines")
    quarter = models.PositiveSmallIntegerField(_("季度"), choices=Quarter)
    level = models.CharField(_("级别"), max_length=12, choices=Level)
    audience = models.CharField(_("面向人群"), max_length=12, choices=Audience, blank=True, help_text=_("不选就是不限。"))
    subject = models.CharField(_("主题"), max_length=12, choices=Subject, blank=True, help_text=_("不选就是不限。"))
    sessions = models.PositiveSmallIntegerField(_("计划班次"), validators=[MinValueValidator(1)])
    persons = models.PositiveIntegerField(_("计划人次"), validators=[MinValueValidator(1)])

    class Meta(Orderable.Meta):
        verbose_name = _("计划项目")
        verbose_name_plural = _("计划项目")

    def __str__(self):
        return f"{self.get_quarter_display()} {self.get_level_display()} {self.get_audience_display()} {self.get_subject_display()}"


@role_rights({TRAINING: ("view",), DIRECTOR: ("view",)})
class Wish(models.Model):
    """What somebody, who stays unknown, wishes to learn and when; nothing of it leads to a person (R-TRAIN-7)."""

    class Time(models.TextChoices):
        WEEKDAY = "weekday", _("工作日白天")
        EVENING = "evening", _("晚上")
        WEEKEND = "weekend", _("周末")
        SLACK = "slack", _("农闲时集中几天")
        ONLINE = "online", _("随时在网上学")

    town = models.ForeignKey(
        "places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.SET_NULL, related_name="training_wishes"
    )
    audience = models.CharField(_("人群"), max_length=12, choices=PLAIN_GROUPS)
    subjects = ChoicesField(_("想学什么"), choices_class=Subject)
    times = ChoicesField(_("什么时候方便"), choices_class=Time)
    sent_on = models.DateField(_("填写日期"), default=timezone.localdate)

    class Meta:
        verbose_name = _("培训需求")
        verbose_name_plural = _("培训需求")
        ordering = ["-pk"]

    def __str__(self):
        return "、".join(self.get_subjects_labels())
