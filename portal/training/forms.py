"""What people fill in to take part in a session."""

from django.utils.translation import gettext_lazy as _

from portal.enrolment.forms import ContactForm


class EnrolForm(ContactForm):
    """Name and phone for the centre, which holds the session or has it held."""

    consent_label = _("我同意把姓名和手机号码交给培训的主办单位，只用于这次培训")
