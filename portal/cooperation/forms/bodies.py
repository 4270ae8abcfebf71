"""What members of training bodies fill in, on a phone (R-FORM-8)."""

from django.utils.translation import gettext_lazy as _

from portal.my.organisations import ForOrganisationForm
from portal.training.models import Course, Session
from portal.web.forms import DayInput, PlainModelForm


class CourseForm(ForOrganisationForm):
    """A course of a training body."""

    organisation = "provider"

    class Meta:
        model = Course
        fields = ("provider", "name", "level", "subject", "audience", "format", "summary", "introduction", "phone")
        help_texts = {
            "provider": "",
            "summary": _("列表里显示的一句话。"),
            "introduction": _("讲什么、谁来讲、学完会什么。"),
            "phone": _("公开显示，供群众咨询。"),
        }


class SessionForm(PlainModelForm):
    """One time that a course is held: when, where, for how many, for how much, and until when people may apply."""

    class Meta:
        model = Session
        fields = ("name", "starts_on", "ends_on", "hours", "town", "place", "quota", "fee", "apply_until")
        widgets = {name: DayInput() for name in ("starts_on", "ends_on", "apply_until")}
