"""What the director writes about a year."""

from portal.supervision.models import ServiceAssessment
from portal.web.forms import PlainModelForm


class AssessmentForm(PlainModelForm):
    """Analysis and improvements."""

    class Meta:
        model = ServiceAssessment
        fields = ("analysis", "improvements")
