"""What people and staff fill in about settling."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.cases.forms import MoveForm
from portal.enrolment.forms import ContactForm
from portal.enterprises.models import Enterprise
from portal.settlement.models import Agreement, Application, Period, Room, TeamMember
from portal.settlement.terms import THRESHOLDS
from portal.uploads.fields import RecordFileField
from portal.web.forms import DayInput, PlainFields, PlainModelForm

State = Application.State
# Lines of the team and of the group's scores on a page without scripts; longer lists come as a paper.
_TEAM_LINES = _SCORE_LINES = 5
_MOST_SALES, _FULL_MARKS = Decimal(10_000_000), 100
PAPERS = {
    "signed": (_("入驻申请书（签字或盖章的照片）"), _("写明入驻意愿、理由、需要的面积和要求；没有可以以后补。")),
    "profile_paper": (_("企业、拟办企业或个体概况"), _("营业执照、简介、业绩等。")),
    "team_paper": (_("团队名单"), _("成员的经历、职务和分工；下面已写全的可以不传。")),
    "other": (_("其他材料"), ""),
}


class CalculatorForm(PlainFields, forms.Form):
    """The year of the stay and what is sold in it."""

    year = forms.TypedChoiceField(
        label=_("入驻第几年"), coerce=int, choices=[(year, _("第%(year)d年") % {"year": year}) for year in range(1, len(THRESHOLDS) + 1)]
    )
    sales = forms.DecimalField(
        label=_("这一年的销售额（万元）"), min_value=Decimal(0), max_value=_MOST_SALES, max_digits=10, decimal_places=2
    )


class PapersForm(PlainFields, forms.Form):
    """A file for each of the materials; none has to be at hand (R-SET-4)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in PAPERS.items():
            widget = forms.FileInput({"accept": ".pdf,.docx,image/*"})
            self.fields[name] = RecordFileField(label=label, help_text=help_text, required=False, widget=widget)

    def papers(self) -> list[tuple]:
        """Return what was sent: what each is, and its file."""
        return [(str(label), self.cleaned_data[name]) for name, (label, _help) in PAPERS.items() if self.cleaned_data.get(name)]


class ApplicationForm(PapersForm, ContactForm, PlainModelForm):
    """An application with the lines of the team.

    Args:
        organisations: the verified firms for which the person may apply.
    """

    class Meta:
        model = Application
        fields = ("applicant", "enterprise", "project", "area", "requirements", "reason", "profile", "experience", "industry_body")
        widgets = dict.fromkeys(("requirements", "reason", "profile", "experience"), forms.Textarea)
        help_texts = {
            "project": _("已在网站核验的企业在上面选择；其他企业、拟办企业和个体写企业或项目的名称。"),
            "requirements": _("例如楼层、水电、仓储、直播。"),
            "reason": _("为什么想入驻，打算做什么。不要写身份证号和银行账号。"),
            "profile": _("主营什么、从什么时候开始、做到什么规模。"),
            "experience": _("企业同等条件下有运营经验的优先，由评定小组掌握。"),
            "industry_body": _("个体同等条件下电商行业组织的成员优先，由评定小组掌握。"),
        }

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        firms = self.fields["enterprise"]
        firms.queryset = Enterprise.objects.filter(pk__in=[row.pk for row in organisations])
        firms.required, firms.empty_label = False, _("不在名单里")
        if not organisations:
            del self.fields["enterprise"]
        for name in ("reason", "profile"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("请填写“%(label)s”。") % {"label": self.fields[name].label}
        self.fields["applicant"].choices = Application.Applicant.choices
        self.fields["applicant"].widget = forms.RadioSelect(choices=Application.Applicant.choices)
        self.fields["name"].label = _("联系人")
        self._add_team()
        self.order_fields(["applicant", "enterprise", "project", "name", "phone", *self.Meta.fields[3:], *self._lines, *PAPERS, "agree"])

    def _add_team(self) -> None:
        self._lines = []
        for number in range(1, _TEAM_LINES + 1):
            for name in ("post", "division", "experience"):
                column: Any = TeamMember._meta.get_field(name)
                label = _("成员%(number)d的%(what)s") % {"number": number, "what": column.verbose_name}
                self.fields[f"team-{number}-{name}"] = forms.CharField(label=label, max_length=column.max_length, required=False)
                self._lines.append(f"team-{number}-{name}")

    def team(self) -> list[dict]:
        """Return the lines that are filled in."""
        names = ("post", "division", "experience")
        lines = [{name: self.cleaned_data[f"team-{number}-{name}"] for name in names} for number in range(1, _TEAM_LINES + 1)]
        return [line for line in lines if any(line.values())]

    def clean(self):
        data = super().clean()
        if data.get("enterprise") and data.get("applicant") != Application.Applicant.FIRM:
            self.add_error("enterprise", _("选了企业的，申请主体请选“企业”。"))
        if not data.get("enterprise") and not data.get("project") and "project" not in self.errors:
            self.add_error("project", _("请选择企业，或填写企业、项目的名称。"))
        for number in range(1, _TEAM_LINES + 1):
            said = [data.get(f"team-{number}-{name}") for name in ("post", "division", "experience")]
            if any(said) and not said[0]:
                self.add_error(f"team-{number}-post", _("请填写这位成员的职务。"))
        return data


class ApplicationMoveForm(MoveForm):
    """The next step of an application, as staff take it."""

    answer_when_escalated = _("已报中心主任研究，有结果会在这里答复。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("给申请人的答复")
        self.fields["reason"].help_text = _("申请人能看到；要补材料的写清缺什么，未通过的写原因。")
        names = {
            State.MISSING: _("要求补材料"),
            State.REVIEW: _("材料齐全，提交评审"),
            State.APPROVED: _("通过"),
            State.REFUSED: _("不通过"),
        }
        following = dict(self.fields["to_state"].choices)
        theirs = {State.RECEIVED, State.WITHDRAWN}
        self.fields["to_state"].choices = [(value, names.get(value, label)) for value, label in following.items() if value not in theirs]


class ReviewForm(forms.Form):
    """What the group has found, with a line for each member."""

    held_on = forms.DateField(label=_("评审日期"), widget=DayInput)
    opinion = forms.CharField(label=_("评审意见"), max_length=300, widget=forms.Textarea({"rows": 3}))
    minutes = forms.CharField(
        label=_("会议纪要或面谈记录"),
        max_length=3000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("企业和拟办企业写会议纪要，创业个体写面谈记录；加密保存。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, _SCORE_LINES + 1):
            who = {"member": _("姓名"), "score": _("分数"), "opinion": _("意见")}
            label = {name: _("成员%(number)d：%(what)s") % {"number": number, "what": what} for name, what in who.items()}
            self.fields[f"member-{number}"] = forms.CharField(label=label["member"], max_length=30, required=False)
            self.fields[f"score-{number}"] = forms.DecimalField(
                label=label["score"], min_value=0, max_value=_FULL_MARKS, max_digits=4, decimal_places=1, required=False
            )
            self.fields[f"opinion-{number}"] = forms.CharField(label=label["opinion"], max_length=200, required=False)

    def scores(self) -> list[dict]:
        """Return the lines that are filled in."""
        data, names = self.cleaned_data, ("member", "score", "opinion")
        lines = [{name: data[f"{name}-{number}"] for name in names} for number in range(1, _SCORE_LINES + 1)]
        return [line for line in lines if line["member"]]

    def clean(self):
        data = super().clean()
        for number in range(1, _SCORE_LINES + 1):
            member, score = data.get(f"member-{number}"), data.get(f"score-{number}")
            if member and score is None and f"score-{number}" not in self.errors:
                self.add_error(f"score-{number}", _("请填写分数，0 到 100。"))
            if score is not None and not member:
                self.add_error(f"member-{number}", _("请填写评审成员的姓名。"))
        return data


class SalesForm(PlainFields, forms.Form):
    """What was sold in a year.

    Args:
        years: the years that are over.
    """

    year = forms.TypedChoiceField(label=_("上报哪一年"), coerce=int)
    amount = forms.DecimalField(
        label=_("全年销售额（万元）"),
        min_value=Decimal(0),
        max_value=_MOST_SALES,
        max_digits=10,
        decimal_places=2,
        help_text=_("只给中心工作人员看，用来核定免租；填错了可以再报一次，以最后一次为准。"),
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, _("第%(year)d年") % {"year": year}) for year in years]


class StepForm(PlainModelForm):
    """A step of an agreement as staff note it; a subclass names what it needs, all of which is needed unless ``optional``."""

    optional: tuple[str, ...] = ()

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name not in self.optional
            if isinstance(field, forms.DateField):
                field.widget = DayInput()

    def clean(self):
        # The row is the service's to change.
        return self.cleaned_data

    def _post_clean(self):
        """Leave the instance as it is."""


class FilingForm(StepForm):
    """The filing with the department in charge."""

    class Meta(StepForm.Meta):
        fields = ("filed_on", "filing_number")


class SigningForm(StepForm):
    """The agreement of the first year."""

    optional = ("enterprise",)
    signed_on = forms.DateField(label=_("签订日期"))
    field_order = ("enterprise", "room", "signed_on", "starts_on", "valid_until")

    class Meta(StepForm.Meta):
        fields = ("enterprise", "room", "starts_on", "valid_until")
        help_texts = {"enterprise": _("申请人已注册企业的，在这里选；入驻后企业享受优先。"), "valid_until": _("一年一签，不超过一年。")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.free()
        if self.instance.enterprise_id:
            del self.fields["enterprise"]


class MoveInForm(StepForm):
    """Nothing more than that it is so."""


class RenewalForm(StepForm):
    """The agreement of a further year."""

    optional = ("reason", "approval_number", "approved_on", "filing_number")

    class Meta:
        model = Period
        fields = ("signed_on", "valid_until", "reason", "approval_number", "approved_on", "filing_number")
        help_texts = {
            "reason": _("超过一般年限时必填。"),
            "approval_number": _("超过最长年限时必填，连同批准日期和备案编号。"),
        }

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, **kwargs)


class DepositForm(StepForm):
    """The deposit as it was paid."""

    class Meta(StepForm.Meta):
        fields = ("deposit_paid_on", "deposit_receipt")


class RefundForm(StepForm):
    """The deposit as it was given back."""

    class Meta(StepForm.Meta):
        fields = ("deposit_refunded_on", "refund_receipt")


class ExitForm(StepForm):
    """Leaving, with its check-list."""

    optional = ("room_returned", "papers_returned")

    class Meta(StepForm.Meta):
        fields = ("ended_on", "ended_why", "room_returned", "papers_returned")
        help_texts = {"room_returned": _("房间腾空，钥匙和设备点清。"), "papers_returned": _("协议终止手续办好，证件资料交还。")}


class DropForm(StepForm):
    """Why no agreement has come about."""

    class Meta(StepForm.Meta):
        fields = ("ended_why",)


class RegisterForm(forms.Form):
    """A firm that had settled before the portal kept agreements."""

    enterprise = forms.ModelChoiceField(Enterprise.objects.order_by("name"), label=_("企业"))
