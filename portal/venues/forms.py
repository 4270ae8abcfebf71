"""What firms and staff fill in to have a venue."""

from datetime import time

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from portal.core.moments import time_text
from portal.enrolment.forms import ContactForm
from portal.enterprises.models import Enterprise
from portal.venues.models import Booking
from portal.venues.services import steps
from portal.web.forms import DayInput, PlainFields


class ReserveForm(PlainFields, forms.Form):
    """When, what for and for how many.

    Args:
        venue: whose hours are offered.
    """

    day = forms.DateField(label=_("日期"), widget=DayInput)
    starts_at = forms.TypedChoiceField(label=_("开始时间"), coerce=time.fromisoformat)
    ends_at = forms.TypedChoiceField(label=_("结束时间"), coerce=time.fromisoformat)
    purpose = forms.CharField(label=_("用途"), max_length=100, help_text=_("例如“新品直播试播”。"))
    people = forms.IntegerField(label=_("人数"), validators=[MinValueValidator(1)], max_value=2000)

    def __init__(self, *args, venue, **kwargs):
        super().__init__(*args, **kwargs)
        times = [(str(step), time_text(step)) for step in steps(venue)]
        self.fields["starts_at"].choices, self.fields["ends_at"].choices = times[:-1], times[1:]


class BookingForm(ReserveForm, ContactForm):
    """The same for a settled firm, with whom staff call.

    Args:
        organisations: the settled firms for which the person may book.
    """

    enterprise = forms.ModelChoiceField(Enterprise.objects.none(), label=_("企业"), empty_label=None)
    field_order = ("enterprise", "day", "starts_at", "ends_at", "purpose", "people", "name", "phone", "agree")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["enterprise"].queryset = Enterprise.objects.filter(pk__in=[row.pk for row in organisations])


class AnswerForm(forms.Form):
    """What staff decide about a booking."""

    refusal = forms.CharField(
        label=_("原因"), max_length=Booking._meta.get_field("refusal").max_length, help_text=_("不能安排时必填，预订人会看到。")
    )
