"""Filters of the lists of jobs and people."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.places.services import town_choices
from portal.talent.choices import PAY_BANDS, Education, Experience, JobClass, JobType
from portal.web.filters import BandFilter, choice_filter


class PeopleFilterSet(django_filters.FilterSet):
    """People by class of work and town."""

    job_class = choice_filter(_("类别"), JobClass.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")


class JobFilterSet(PeopleFilterSet):
    """Jobs by class, town, pay, education, experience and type."""

    # Whatever the unit of the pay, by the upper end of its range.
    pay = BandFilter(PAY_BANDS, label=_("月薪"), field_name="monthly_pay")
    education = choice_filter(_("学历"), Education.choices)
    experience = choice_filter(_("经验"), Experience.choices)
    job_type = choice_filter(_("方式"), JobType.choices)


class BaseFilterSet(django_filters.FilterSet):
    """Bases by town."""

    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
