"""What firms fill in to declare, and what staff note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.enrolment.forms import ContactForm
from portal.enterprises.models import Enterprise
from portal.policy_calls.models import Declaration
from portal.policy_calls.services import HANDLED, MOVES
from portal.uploads.fields import RecordFileField
from portal.web.forms import DayInput, PlainFields, PlainModelForm

_OTHER = "other"


def _paper_field(label, help_text: str) -> RecordFileField:
    """Return the field of a paper, which may come later."""
    return RecordFileField(label=label, help_text=help_text, required=False, widget=forms.FileInput({"accept": ".pdf,.docx,image/*"}))


class PapersForm(PlainFields, forms.Form):
    """A file for each of the materials of a call, and one for whatever else.

    Args:
        call: what is declared for.
    """

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self._materials = {f"material-{material.pk}": material for material in call.materials.all()}
        for name, material in self._materials.items():
            self.fields[name] = _paper_field(material.name, material.note)
        self.fields[_OTHER] = _paper_field(_("其他材料"), _("PDF、Word 文档或照片。"))

    def papers(self) -> list[tuple]:
        """Return what was sent: the name of each material, and its file."""
        names = {**{name: material.name for name, material in self._materials.items()}, _OTHER: str(self.fields[_OTHER].label)}
        return [(label, self.cleaned_data[name]) for name, label in names.items() if self.cleaned_data.get(name)]


class DeclarationForm(PapersForm, ContactForm):
    """Which firm declares, whom to talk to, and the papers that are at hand.

    Args:
        organisations: the firms for which the person may declare.
    """

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("企业"), empty_label=None)
    note = forms.CharField(
        label=_("补充说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("例如哪些材料以后补交。不要写身份证号和银行账号。"),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.filter(pk__in=[row.pk for row in organisations])
        self.fields["name"].label = _("联系人")
        papers = [*self._materials, _OTHER]
        self.order_fields(["enterprise", "name", "phone", *papers, "note", "agree"])


class HandlingForm(PlainModelForm):
    """How a declaration goes on.

    Args:
        instance: the declaration; offers the states that may follow its own.
    """

    state = forms.ChoiceField(label=_("办理结果"))

    class Meta:
        model = Declaration
        fields = ("state", "reply", "handed_in_on", "number", "amount")
        widgets = {"reply": forms.Textarea({"rows": 3}), "handed_in_on": DayInput()}
        help_texts = {
            "reply": _("企业会看到。要补正的写清缺什么、怎么补；未获批准的写原因。"),
            "handed_in_on": _("已报送的必填。"),
            "number": _("受理单位给的编号，没有的留空。"),
            "amount": _("已批准的必填。"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        following = MOVES.following(self.instance.state)
        self.fields["state"].choices = [(state.value, state.label) for state in HANDLED if state in following]
        self.initial["state"] = self.initial["reply"] = ""
