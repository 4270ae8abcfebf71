"""The five grades in which people say how content they are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.IntegerChoices):
    """The five grades of the state's 好差评 (GB/T 39735), the best first."""

    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("基本满意")
    POOR = 2, _("不满意")
    VERY_POOR = 1, _("非常不满意")
