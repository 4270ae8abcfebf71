"""Acting as a part of what the portal holds about whoever acted (PIPL art. 44-47)."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.personal_data import ANONYMISE, personal_data
from portal.acting.models import ActingForPlace

FIELDS = ("relation", "how", "consented_on", "created_at")
STAYS = ANONYMISE.keeping(_("代办记录不再显示您的账号，操作日志中只有编号。"))

personal_data(_("代办报名"), ["number", *FIELDS], owner="actor", erase=STAYS, code="acting_for_places")(ActingForPlace)
