"""What joint training holds about a person (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import personal_data
from portal.cooperation.models import SignUp

personal_data(_("合作报名"), ["call", "organisation", "contact", "phone", "offer", "state", "outcome", "sent_at"])(SignUp)
