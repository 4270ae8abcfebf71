"""What staff fill in, in the admin."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.core.forms import RecordForm
from portal.core.masking import mask_name
from portal.talent.models import WantedNotice


class StaffJobForm(RecordForm):
    """A post in the admin: its last day is set when it is made; afterwards the enterprise renews it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "valid_until" in self.fields:
            self.fields["valid_until"].disabled = True


class MaskedPersonField(forms.ModelChoiceField):
    """People by family name and number: choosing somebody shows no personal data."""

    def label_from_instance(self, obj):
        return _("%(name)s（编号 %(number)d）") % {"name": mask_name(obj.get_full_name()), "number": obj.pk}


class RecommendationStaffForm(RecordForm):
    """Whom staff may recommend: people who show a job-wanted notice themselves."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            shown = User.objects.filter(wanted_notices__in=WantedNotice.objects.visible())
            people = shown.distinct() if not self.instance.pk else User.objects.filter(pk=self.instance.user_id)
            help_text = _("只能推荐正在公开求职的人，须经其本人同意后才会显示。")
            self.fields["user"] = MaskedPersonField(people, label=self.fields["user"].label, help_text=help_text)
