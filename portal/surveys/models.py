"""Questionnaires that staff make, and the sheets that people fill in without a name (R-SUP-1, R-SUP-3)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.grades import Grade
from portal.core.models import EditorialRecord
from portal.core.querysets import EditorialQuerySet
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated

MAX_OPTIONS = 15


@role_rights({OPERATOR: ("add", "change"), CLERK: ("add", "change")})
@moderated("service")
class Survey(Moderated, EditorialRecord, ClusterableModel):  # type: ignore[django-manager-missing]
    """A questionnaire (问卷), open from one day to another; its questions do not change once somebody has answered."""

    class Phase(models.TextChoices):
        """Told by the days."""

        COMING = "coming", gettext_lazy("未开始")
        OPEN = "open", gettext_lazy("正在调查")
        OVER = "over", gettext_lazy("已结束")

    url_name = "surveys:survey"
    detail_template = "pages/surveys/survey.html"

    name = models.CharField(gettext_lazy("问卷名称"), max_length=60, unique=True)
    summary = models.CharField(gettext_lazy("一句话说明"), max_length=100)
    introduction = models.TextField(gettext_lazy("填写说明"), max_length=1000, blank=True)
    opens_on = models.DateField(gettext_lazy("开始日期"))
    closes_on = models.DateField(gettext_lazy("结束日期"), help_text=gettext_lazy("当天 24 点结束。"))
    shows_results = models.BooleanField(
        gettext_lazy("结束后公布选择题的结果"), default=True, help_text=gettext_lazy("人数太少的选项不显示人数，文字意见不公布。")
    )
    conclusion = models.TextField(
        gettext_lazy("我们的改进"), max_length=1500, blank=True, help_text=gettext_lazy("结束后填写：大家说了什么，我们做了什么。")
    )

    objects = EditorialQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = gettext_lazy("问卷")
        verbose_name_plural = gettext_lazy("问卷")
        ordering = ["-closes_on", "-pk"]
        indexes = [models.Index(fields=["-closes_on", "-id"], name="surveys_survey_latest")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": ValidationError(_("不能早于开始日期。"), code="order")})

    @property
    def phase(self) -> str:
        """Where it stands today; a draft may lack its days."""
        today = timezone.localdate()
        if self.opens_on is None or today < self.opens_on:
            return self.Phase.COMING
        return self.Phase.OPEN if self.closes_on is None or today <= self.closes_on else self.Phase.OVER

    @property
    def phase_label(self) -> str:
        """The same in words."""
        return str(self.Phase(self.phase).label)


class Question(Orderable):
    """One question of a questionnaire."""

    class Kind(models.TextChoices):
        SINGLE = "single", gettext_lazy("单选")
        MULTIPLE = "multiple", gettext_lazy("多选")
        GRADE = "grade", gettext_lazy("满意度（五级）")
        TEXT = "text", gettext_lazy("文字")

    survey = ParentalKey(Survey, verbose_name=gettext_lazy("问卷"), on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(gettext_lazy("问题"), max_length=120)
    kind = models.CharField(gettext_lazy("题型"), max_length=10, choices=Kind)
    options = models.TextField(gettext_lazy("选项"), max_length=600, blank=True, help_text=gettext_lazy("一行一个，只有单选和多选填写。"))
    required = models.BooleanField(gettext_lazy("必答"), default=True)

    class Meta(Orderable.Meta):
        verbose_name = gettext_lazy("问题")
        verbose_name_plural = gettext_lazy("问题")

    def __str__(self):
        return self.text

    @property
    def has_options(self) -> bool:
        """Whether one chooses among options of its own."""
        return self.kind in {self.Kind.SINGLE, self.Kind.MULTIPLE}

    @property
    def option_texts(self) -> list[str]:
        """The options, in their order."""
        return [line.strip() for line in self.options.splitlines() if line.strip()]

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What may be chosen: ``(value, label)``; nothing where one writes."""
        if self.kind == self.Kind.GRADE:
            return [(str(value), str(label)) for value, label in Grade.choices]
        return [(text, text) for text in self.option_texts] if self.has_options else []

    def clean(self):
        super().clean()
        given = self.option_texts
        if self.has_options and not 2 <= len(set(given)) == len(given) <= MAX_OPTIONS:
            wrong = _("请写 2 至 %(most)d 个不同的选项，一行一个。") % {"most": MAX_OPTIONS}
            raise ValidationError({"options": ValidationError(wrong, code="options")})
        if not self.has_options and given:
            raise ValidationError({"options": ValidationError(_("这种题型没有选项，请留空。"), code="no_options")})
        self._stays_as_it_was_answered()

    def _stays_as_it_was_answered(self) -> None:
        """Refuse another kind or fewer options for a question that has been answered; better words are welcome."""
        before = Question.objects.filter(pk=self.pk, survey__responses__isnull=False).first() if self.pk else None
        if before and (before.kind != self.kind or not set(before.option_texts) <= set(self.option_texts)):
            wrong = _("已经有人填写：题型不能改，原有的选项不能删改，可以增加选项。")
            raise ValidationError({"options": ValidationError(wrong, code="answered")})


@role_rights({OPERATOR: ("view",), CLERK: ("view",), DIRECTOR: ("view",)})
class SurveyResponse(models.Model):
    """One sheet, as somebody who stays unknown has filled it in. Texts are encrypted, since people write about people."""

    survey = models.ForeignKey(Survey, verbose_name=gettext_lazy("问卷"), on_delete=models.CASCADE, related_name="responses")
    chosen = models.JSONField(gettext_lazy("选择"), default=dict)
    written = EncryptedTextField(gettext_lazy("文字意见"), blank=True, default="")
    # Whether there are texts that have not been emptied; what is encrypted cannot be asked for.
    has_texts = models.BooleanField(default=False, editable=False)
    sent_at = models.DateTimeField(gettext_lazy("提交时间"), default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("答卷")
        verbose_name_plural = gettext_lazy("答卷")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
