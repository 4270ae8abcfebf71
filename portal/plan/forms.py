"""Staff forms of the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.models import User
from portal.plan.models import FortnightLine, Task
from portal.plan.services import TASKS
from portal.uploads.fields import RecordFileField
from portal.web.forms import PlainFields


class MoveForm(forms.Form):
    """The next state of a task, or what shows how far it is, or both."""

    state = forms.ChoiceField(label=_("新的状态"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("推迟原因"), max_length=200, required=False, help_text=_("只有推迟时要填。"))
    due_on = forms.DateField(label=_("新的完成期限"), required=False, widget=AdminDateInput, help_text=_("只有推迟时要填。"))
    link = forms.URLField(label=_("佐证网址"), max_length=500, required=False, assume_scheme="https")
    upload = RecordFileField(label=_("佐证文件"), required=False, help_text=_("PDF、docx 文档或图片。只有工作人员能看到。"))

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, **kwargs)
        following = TASKS.moves.following(task.state)
        states: Any = self.fields["state"]
        states.choices = [("", _("不变")), *(choice for choice in Task.State.choices if choice[0] in following)]


class LineForm(PlainFields, forms.ModelForm):
    """One line of a two-week plan; one without words is none."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    carried = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = FortnightLine
        fields = ("text", "owner", "done", "result")


class BaseLineFormSet(forms.BaseFormSet):
    """The lines of a plan, of which none stands twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Each row offers the same people, read once.
        self.people = [("", "---------"), *((user.pk, str(user)) for user in User.objects.working_here().order_by("pk"))]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["owner"].choices = self.people

    def clean(self):
        """Refuse a line that stands twice.

        Raises:
            ValidationError: two lines have the same words.
        """
        texts = [row["text"] for row in self.rows() if not row.get("DELETE")]
        if len(set(texts)) < len(texts):
            raise forms.ValidationError(_("有两行的工作内容相同，请合并成一行。"), code="twice")

    def rows(self) -> list[dict]:
        """Return the lines that have words."""
        return [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", {}).get("text")]


EMPTY_LINES = 5
LineFormSet = forms.formset_factory(LineForm, formset=BaseLineFormSet, extra=EMPTY_LINES, can_delete=True, max_num=60)


class WordsForm(forms.Form):
    """A few sentences: a comment, what was found, an answer."""

    words = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, label, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].required = label, required


class BudgetUseForm(WagtailAdminModelForm):
    """A use of the budget; a receipt may be added each time it is saved."""

    upload = RecordFileField(
        label=_("添加凭据"), required=False, help_text=_("合同、发票或照片：PDF、docx 文档或图片。只有能看预算的人能看到。")
    )
