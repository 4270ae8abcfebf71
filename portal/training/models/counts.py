"""What is left of people in the statistics once what they said of themselves is gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DATA, DIRECTOR, TRAINING, role_rights
from portal.training.models.courses import Audience, Session


@role_rights({TRAINING: ("view",), DIRECTOR: ("view",), DATA: ("view",)})
class Headcount(models.Model):
    """How many participants of a session, whose data are erased, were of a group; no name, no account (R-STAT-3).

    ``group`` is a sensitive group whose mark is erased, or ``place`` for somebody who closed the account.
    """

    PLACE = "place"

    session = models.ForeignKey(Session, verbose_name=_("培训班"), on_delete=models.CASCADE, related_name="headcounts")
    group = models.CharField(_("人群"), max_length=12, choices=[(PLACE, _("人次")), *Audience.choices])
    persons = models.PositiveIntegerField(_("人次"), default=0)

    class Meta:
        verbose_name = _("培训人次")
        verbose_name_plural = _("培训人次")
        constraints = [models.UniqueConstraint(fields=["session", "group"], name="training_headcount_group_once")]

    def __str__(self):
        return f"{self.session} {self.get_group_display()} {self.persons}"
