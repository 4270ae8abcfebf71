"""Filters of the lists of jobs and people."""

import django_filters
from django.utils.translation import gettext_lazy as _

from portal.places.services import town_choices
from portal.talent.choices import PAY_BANDS, Education, Experience, JobClass, JobType
from portal.web.filters import DrawnSelect, choice_filter


class PayBandFilter(django_filters.ChoiceFilter):
    """Posts whose monthly pay, whatever their unit, falls into a band by its upper end."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("月薪"))
        choices = [(key, label) for key, label, _low, _high in PAY_BANDS]
        super().__init__(choices=choices, empty_label=_("不限"), widget=DrawnSelect, **kwargs)

    def filter(self, qs, value):
        for key, _label, low, high in PAY_BANDS:
            if key == value:
                qs = qs.filter(monthly_pay__gte=low)
                return qs.filter(monthly_pay__lt=high) if high else qs
        return qs


class JobFilterSet(django_filters.FilterSet):
    """Jobs by class, town, pay, education, experience and type."""

    job_class = choice_filter(_("类别"), JobClass.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
    pay = PayBandFilter()
    education = choice_filter(_("学历"), Education.choices)
    experience = choice_filter(_("经验"), Experience.choices)
    job_type = choice_filter(_("方式"), JobType.choices)


class PeopleFilterSet(django_filters.FilterSet):
    """People by class of work and town."""

    job_class = choice_filter(_("类别"), JobClass.choices)
    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")


class BaseFilterSet(django_filters.FilterSet):
    """Bases by town."""

    town = choice_filter(_("乡镇"), town_choices, field_name="town__code")
