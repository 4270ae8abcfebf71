"""What people and staff fill in about sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.acting.forms import HOW_FIELDS, ActingFields
from portal.core.grades import Grade
from portal.enrolment.forms import ContactForm, RegisterForm
from portal.places.models import Town
from portal.places.services import town_choices
from portal.training.models import PLAIN_GROUPS, Call, Enrolment, Feedback, FollowUp, Subject, Wish
from portal.web.forms import DayInput, PlainFields, TrappedForm


def _graded(label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=Grade, coerce=int, widget=forms.RadioSelect)


class TownForm(forms.Form):
    """A town of the county, or that somebody lives elsewhere."""

    # The value of those who live outside the county.
    ELSEWHERE = "elsewhere"

    town = forms.ChoiceField(label=_("所在乡镇"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = [("", _("请选择")), *town_choices(), (self.ELSEWHERE, _("本县以外"))]

    def clean_town(self) -> Town | None:
        """Return the town; nothing for those who live elsewhere."""
        return Town.objects.filter(code=self.cleaned_data["town"]).first()


class EnrolForm(TownForm, ContactForm):
    """Name and phone, town and group; sensitive groups only where somebody ticks them (R-TRAIN-6, R-FORM-8).

    Args:
        course: whose groups are asked for.
    """

    audience = forms.ChoiceField(label=_("您属于"))
    groups = forms.MultipleChoiceField(label=_("下面的可以不勾选，不影响报名"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order: tuple[str, ...] = ("name", "phone", "town", "audience", "agree", "groups")

    def __init__(self, *args, course, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [("", _("请选择")), *course.plain_groups()]
        sensitive = course.sensitive_groups()
        words = _("我是%(group)s，单独同意提供这一信息，只用于统计培训人数")
        self.fields["groups"].choices = [(code, words % {"group": label}) for code, label in sensitive]
        if not sensitive:
            del self.fields["groups"]


class ActForSessionForm(ActingFields, EnrolForm):
    """The same for somebody else; nobody says of another that they belong to a sensitive group."""

    field_order = (*HOW_FIELDS, "name", "phone", "town", "audience")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["town"].label, self.fields["audience"].label = _("本人所在乡镇"), _("本人属于")
        self.fields.pop("groups", None)


class AnswerForm(PlainFields, forms.Form):
    """What participants answer: a few choices and, who likes, a few words."""

    text = forms.CharField(label=_("想说的话"), required=False, max_length=500, widget=forms.Textarea)

    field_order: tuple[str, ...] = ()


class FeedbackForm(AnswerForm):
    """Five grades for content, teacher and organisation."""

    content = _graded(_("课程内容"))
    teacher = _graded(_("老师讲课"))
    organisation = _graded(_("组织安排"))

    field_order = (*Feedback.GRADES, "text")


class FollowUpForm(AnswerForm):
    """Shop, job, and what is missing."""

    shop = forms.ChoiceField(label=_("网店开了吗"), choices=FollowUp.Shop, widget=forms.RadioSelect)
    job = forms.ChoiceField(label=_("找到工作了吗"), choices=FollowUp.Job, widget=forms.RadioSelect)
    missing = forms.MultipleChoiceField(
        label=_("现在最缺什么"),
        help_text=_("可以多选。"),
        choices=FollowUp.Missing,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("shop", "job", "missing", "text")


class NumberForm(forms.Form):
    """A certificate's number, as people copy it from paper."""

    number = forms.CharField(label=_("证书编号"), max_length=30, help_text=_("例如 PX2026-8F3K7Q2M，写在证书左下角。"))

    def clean_number(self):
        """Return it as it is kept."""
        typed = self.cleaned_data["number"].upper().replace(" ", "")
        return typed if "-" in typed else f"{typed[:6]}-{typed[6:]}"


class SessionRegisterForm(RegisterForm):
    """Who came on one day and who has passed, for the whole session at once."""

    beside_label = _("考核")

    def add_row(self, row) -> None:
        """Add the fields of one person."""
        super().add_row(row)
        self.fields[f"result-{row.pk}"] = forms.ChoiceField(
            label=_("%(name)s的考核") % {"name": row.shown_name},
            choices=[("", _("未考核")), *Enrolment.Result.choices],
            required=False,
            initial=row.result,
            show_hidden_initial=True,
        )

    def results(self) -> dict[int, str]:
        """Return the results that were changed since the page was drawn, by enrolment: what others note meanwhile stays."""
        return {row.pk: self.cleaned_data[f"result-{row.pk}"] for row in self.rows if f"result-{row.pk}" in self.changed_data}

    def beside(self, row):
        """Return the field of the result."""
        return self[f"result-{row.pk}"]


class RevokeForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200, help_text=_("证书持有人会看到。"))


class SurveyForm(PlainFields, TrappedForm, TownForm):
    """What somebody wishes to learn and when."""

    audience = forms.ChoiceField(label=_("您属于"), choices=[("", _("请选择")), *PLAIN_GROUPS])
    subjects = forms.MultipleChoiceField(
        label=_("想学什么"), help_text=_("可以多选。"), choices=Subject, widget=forms.CheckboxSelectMultiple
    )
    times = forms.MultipleChoiceField(
        label=_("什么时候方便"), help_text=_("可以多选。"), choices=Wish.Time, widget=forms.CheckboxSelectMultiple
    )


class DrawForm(forms.Form):
    """From whom a phone sample is drawn, and how many."""

    first_day = forms.DateField(label=_("班次结束日期从"), widget=DayInput)
    last_day = forms.DateField(label=_("到"), widget=DayInput)
    size = forms.IntegerField(label=_("抽取人数"), min_value=1, max_value=500, help_text=_("不足这个数的全部抽取。"))

    def clean(self):
        """Check the order of the days."""
        data = super().clean()
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", _("结束日期不能早于开始日期。"))
        return data


class CallForm(PlainFields, forms.ModelForm):
    """What came of one call."""

    class Meta:
        model = Call
        fields = ["result", "came", "satisfied", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].required = True
        self.fields["note"].widget = forms.TextInput()
