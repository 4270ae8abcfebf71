"""Filters of the policy library."""

import django_filters
from django.utils.translation import gettext_lazy as _

from cms.policies.choices import Status, Subject
from portal.policy_calls.choices import Level
from portal.web.filters import choice_filter


class PolicyFilterSet(django_filters.FilterSet):
    """Policies by subject, level and status."""

    subject = choice_filter(_("主题"), Subject.choices)
    level = choice_filter(_("层级"), Level.choices)
    status = choice_filter(_("效力"), Status.choices)
