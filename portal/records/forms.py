"""Staff forms of service records."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from portal.catalogues.models import Station
from portal.uploads.fields import RecordFileField


def private_input(**attrs) -> forms.TextInput:
    """Return a box whose contents the browser neither keeps nor offers again."""
    return forms.TextInput({"autocomplete": "off", "spellcheck": "false", **attrs})


class ServiceRecordForm(WagtailAdminModelForm):
    """A service, call or visit as staff type it; a file may be added each time it is saved."""

    upload = RecordFileField(
        label=_("添加附件"), required=False, help_text=_("签到表、照片或说明：PDF、docx 文档或图片。只有工作人员能看到。")
    )


def year_ago() -> date:
    """Return the first day of the last twelve months."""
    return timezone.localdate() - timedelta(days=364)


class PeriodForm(forms.Form):
    """Of which days and stations the coverage is counted; by default village stations and the last twelve months."""

    start = forms.DateField(label=_("从"), widget=AdminDateInput, initial=year_ago)
    end = forms.DateField(label=_("到"), widget=AdminDateInput, initial=timezone.localdate)
    kind = forms.ChoiceField(
        label=_("网点类型"), required=False, choices=[("", _("全部")), *Station.Kind.choices], initial=Station.Kind.VILLAGE_STATION
    )

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            raise ValidationError({"end": _("结束日期不能早于开始日期。")})
        return data
