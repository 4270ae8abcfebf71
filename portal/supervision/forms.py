"""What the director writes about a year."""

from django import forms

from portal.supervision.models import ServiceAssessment


class AssessmentForm(forms.ModelForm):
    """Analysis and improvements."""

    class Meta:
        model = ServiceAssessment
        fields = ("analysis", "improvements")
