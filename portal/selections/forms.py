"""What people, the jury and staff fill in about selections."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.enterprises.models import Enterprise
from portal.selections.models import JuryMark, Nomination
from portal.web.filters import DrawnSelect
from portal.web.forms import PlainFields, PlainModelForm


class NominationForm(PlainModelForm):
    """Who or what is nominated, in one of the selection's categories; whoever nominates themselves agrees to be named in public."""

    category = forms.ChoiceField(label=_("奖项类别"))
    agree = forms.BooleanField(label=_("我提名的是我本人，同意公开我的姓名和提名理由"), required=False, help_text=_("自荐时必须勾选。"))

    class Meta:
        model = Nomination
        fields = ("kind", "name", "category", "enterprise", "reason")
        widgets: ClassVar = {"enterprise": DrawnSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.visible().order_by("name")
        self.fields["reason"].help_text = _("请不要写别人的姓名、电话和住址；提名个人只能由本人自荐。")
        names = self.instance.selection.category_names
        if names:
            self.fields["category"].choices = [(name, name) for name in names]
        else:
            del self.fields["category"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Nomination.Kind.PERSON and not cleaned.get("agree"):
            self.add_error("agree", _("自荐需要同意公开姓名，请勾选。"))
        return cleaned


class MarksForm(PlainFields, forms.Form):
    """One juror's marks for all nominations; an empty field is no mark.

    Args:
        nominations: what is marked.
        marks: key of the nomination → points given before.
    """

    def __init__(self, *args, nominations, marks, **kwargs):
        self.nominations = nominations
        super().__init__(*args, **kwargs)
        points = JuryMark._meta.get_field("points")
        for row in nominations:
            label = f"{row.name}（{row.category}）" if row.category else row.name
            self.fields[f"points-{row.pk}"] = points.formfield(
                label=label, required=False, max_value=100, initial=marks.get(row.pk), help_text=_("0 到 100 分。")
            )

    def points(self) -> dict[int, int | None]:
        """Return the points, by nomination."""
        return {row.pk: self.cleaned_data[f"points-{row.pk}"] for row in self.nominations}


class JurorForm(forms.Form):
    """Whom staff name to the jury."""

    phone = PhoneField(help_text=_("评委账号核验过的手机号码。"))


class StrikeForm(forms.Form):
    """Which votes staff strike out, and why."""

    nomination = forms.ModelChoiceField(Nomination.objects.none(), label=_("提名"))
    hour = forms.DateTimeField(
        label=_("从几点起的一小时"), input_formats=["iso-8601", "%Y-%m-%d %H:%M"], help_text=_("例如 2026-12-01 20:00。")
    )
    reason = forms.CharField(label=_("剔除原因"), max_length=200)

    def __init__(self, *args, selection, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nomination"].queryset = selection.nominations.all()
