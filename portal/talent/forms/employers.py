"""What members of an enterprise fill in."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.my.organisations import ForOrganisationForm
from portal.talent.models import Job, PracticeOffer, RelayMessage, TrainingBase
from portal.talent.services.applications import ANSWERS
from portal.web.forms import DayInput


def _terms() -> list[tuple[int, str]]:
    days = sorted({day for day in (7, 15, settings.JOB_DEFAULT_DAYS, settings.JOB_MAX_DAYS) if day <= settings.JOB_MAX_DAYS})
    return [(day, _("%(days)d 天") % {"days": day}) for day in days]


def _usual_term() -> int:
    return min(settings.JOB_DEFAULT_DAYS, settings.JOB_MAX_DAYS)


def _term() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("有效期"), coerce=int, choices=_terms, initial=_usual_term)


class RenewForm(forms.Form):
    """A new term."""

    days = _term()


class JobForm(ForOrganisationForm):
    """A job post: the six items of the law, the term and the pledge; the rest may stay as it is."""

    days = _term()

    class Meta:
        model = Job
        fields = (
            "enterprise",
            "title",
            "job_class",
            "job_type",
            "headcount",
            "pay_min",
            "pay_max",
            "pay_unit",
            "pay_note",
            "town",
            "workplace",
            "duties",
            "requirements",
            "education",
            "experience",
            "employer_profile",
            "no_fees",
        )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, organisations=organisations, **kwargs)
        # A post without the pledge is refused, so that the form says so before.
        self.fields["no_fees"].required = True
        self.fields["no_fees"].error_messages["required"] = _("请承诺不向求职者收费。")
        if self.instance.pk:
            del self.fields["days"]
        elif organisations and not self.is_bound:
            first = organisations[0]
            for name, value in {
                "enterprise": first,
                "employer_profile": first.introduction[:500],
                "town": first.town,
                "workplace": first.address,
            }.items():
                # A new record's own values stand in ``initial``, empty.
                self.initial[name] = self.initial.get(name) or value

    def clean(self):
        data = super().clean()
        low, high = data.get("pay_min"), data.get("pay_max")
        if low and high and low > high:
            self.add_error("pay_max", _("最高报酬不能低于最低报酬。"))
        if data.get("days"):
            self.instance.valid_until = timezone.localdate() + timedelta(days=data["days"])
        return data


class AnswerForm(forms.Form):
    """What an applicant is told."""

    state = forms.ChoiceField(label=_("答复"), choices=[(state.value, state.label) for state in ANSWERS])
    text = forms.CharField(
        label=_("告诉求职者"), max_length=500, widget=forms.Textarea({"rows": 4}), help_text=_("例如面试的时间、地点，或不合适的原因。")
    )


class MessageForm(ForOrganisationForm):
    """What an enterprise writes to the author of a job-wanted notice."""

    class Meta:
        model = RelayMessage
        fields = ("enterprise", "text")
        labels = {"enterprise": _("以哪个企业的名义")}
        help_texts = {"text": _("写明职位、地点和报酬。")}
        widgets = {"text": forms.Textarea()}


class PracticeForm(ForOrganisationForm):
    """Practice places."""

    class Meta:
        model = PracticeOffer
        fields = (
            "enterprise",
            "base",
            "title",
            "content",
            "audience",
            "workplace",
            "quota",
            "starts_on",
            "ends_on",
            "apply_until",
        )
        widgets = {name: DayInput() for name in ("starts_on", "ends_on", "apply_until")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = TrainingBase.objects.visible()
        self.fields["base"].empty_label = _("不在基地，在本企业")
