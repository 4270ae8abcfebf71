"""Kinds of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """Kinds of R-ACT-1 to R-ACT-3 and R-SHOW-9."""

    FORUM = "forum", _("论坛")
    CONTEST = "contest", _("大赛")
    SALON = "salon", _("沙龙")
    LECTURE = "lecture", _("讲座")
    VISIT = "visit", _("参观考察")
    FAIR = "fair", _("展销推介")
    SELECTION = "selection", _("评选")
