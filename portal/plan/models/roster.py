"""Who is on duty on which day (值班/节假日安排表, R-PLAN-2)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.people import staff_members
from portal.accounts.personal_data import personal_data
from portal.accounts.roles import CLERK, DIRECTOR, role_rights
from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text
from portal.core.validators import phone_number
from portal.plan.models.work import STAFF


@personal_data(_("值班安排"), ["day", "phone", "note"], owner="staff", code="duties")
@role_rights({**dict.fromkeys(STAFF, ("view",)), **dict.fromkeys((DIRECTOR, CLERK), ("add", "change", "delete", "view"))})
class Duty(models.Model):
    """That somebody is on duty on a day, and under which number. Staff only."""

    day = models.DateField(_("日期"))
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("值班人"), limit_choices_to=staff_members, on_delete=models.CASCADE, related_name="+"
    )
    phone = EncryptedTextField(
        _("值班电话"), max_length=30, validators=[phone_number], help_text=_("值班时能打通的电话，只有工作人员能看到。")
    )
    note = models.CharField(_("备注"), max_length=60, blank=True, default="", help_text=_("例如“带班”“夜班”。"))

    class Meta:
        verbose_name = _("值班")
        verbose_name_plural = _("值班")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "staff"], name="plan_on_duty_once_a_day", violation_error_message=_("这个人当天已经排了值班。")
            )
        ]

    def __str__(self):
        return f"{day_text(self.day)} {self.staff}"
