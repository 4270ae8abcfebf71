"""Filters of the base of questions and answers."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.consultation.models import Topic
from portal.web.filters import choice_filter


class AnswerFilterSet(django_filters.FilterSet):
    """Answers by topic."""

    topic = choice_filter(_("类别"), Topic.choices)
