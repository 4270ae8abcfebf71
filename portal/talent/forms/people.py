"""What people who look for work fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.forms.people import PhoneField
from portal.talent.models import Resume, WantedNotice
from portal.talent.uploads import checked_file
from portal.web.forms import PlainModelForm, agreement


class ResumeForm(PlainModelForm):
    """A résumé; only the first four answers are asked for."""

    phone = PhoneField()
    file = forms.FileField(
        label=_("简历文件"),
        required=False,
        widget=forms.FileInput({"accept": ".pdf,.docx,image/*"}),
        help_text=_("PDF、Word（docx）或照片。"),
    )
    drop_file = forms.BooleanField(label=_("删除已上传的简历文件"), required=False)

    class Meta:
        model = Resume
        fields = ("name", "phone", "job_class", "town", "job_type", "education", "experience", "about")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = forms.TextInput({"autocomplete": "name", "maxlength": 30})
        self.fields["about"].help_text = _("随便写几句就行，也可以不写。")
        if self.instance.file_id:
            self.fields["file"].saved = self.instance.file.name
        else:
            del self.fields["drop_file"]

    def clean_file(self):
        """Return the file as it may be kept, or nothing."""
        upload = self.cleaned_data.get("file")
        return checked_file(upload) if upload else None


class ApplyForm(forms.Form):
    """The separate consent to pass the résumé to this employer (PIPL art. 23)."""

    agree = agreement(_("我同意把简历交给这个单位，只用于这次招聘"))


class WantedForm(PlainModelForm):
    """A job-wanted notice, with the separate consent to show it (PIPL art. 25)."""

    agree = agreement(_("我同意在网站上公开这条求职信息（不显示全名和电话），可以随时收起"))

    class Meta:
        model = WantedNotice
        fields = ("title", "job_class", "job_type", "town", "pay_from", "education", "experience", "introduction")


class RecommendationForm(forms.Form):
    """How far a recommendation may be shown."""

    publicly = forms.TypedChoiceField(
        label=_("给谁看"),
        coerce="yes".__eq__,
        choices=[("no", _("只给已核验的企业看")), ("yes", _("企业先看，之后公开（不显示全名和电话）"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    agree = agreement(_("我同意中心推荐我"))
