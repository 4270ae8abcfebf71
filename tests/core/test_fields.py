"""ChoicesField: several values of one enumeration in one column."""

from hypothesis import given
from hypothesis import strategies as st

from cms.products.models import ProductPage
from portal.catalogues.models import Provider
from portal.catalogues.models.providers import ProviderField
from portal.core.choices import Month
from portal.core.fields import ChoicesField
from tests.factories.catalogues import ProviderFactory
from tests.support.refusals import refused

MONTHS = ChoicesField(choices_class=Month)
FIELDS = ChoicesField(choices_class=ProviderField)


@given(st.lists(st.sampled_from(list(ProviderField.values)), unique=True))
def test_values_come_back_in_the_order_of_the_enumeration(values):
    stored = FIELDS.get_prep_value(values)
    assert FIELDS.to_python(stored) == [value for value in ProviderField.values if value in values]
    assert FIELDS.get_prep_value(FIELDS.to_python(stored)) == stored


@given(st.lists(st.sampled_from(list(Month.values)), unique=True))
def test_numbers_stay_numbers(values):
    assert MONTHS.to_python(MONTHS.get_prep_value(values)) == sorted(values)


def test_unknown_and_missing_values_are_refused():
    with refused("invalid_choice"):
        FIELDS.clean(["no-such-field"], None)
    with refused("blank"):
        FIELDS.clean([], None)


def test_the_longest_list_fits():
    assert len(FIELDS.get_prep_value(ProviderField.values)) <= FIELDS.max_length


def test_labels():
    assert FIELDS.labels(["legal", "visual"]) == ["法律", "视觉"]


def test_has_finds_whole_values_only(db):
    one, two = ProviderFactory(live=False, fields=["design", "legal"]), ProviderFactory(live=False, fields=["livestream"])
    assert list(Provider.objects.filter(fields__has="legal")) == [one]
    assert list(Provider.objects.filter(fields__has="livestream")) == [two]
    for part in ("lega", "stream", "%", "", "|", "design|legal|x"):
        assert not Provider.objects.filter(fields__has=part).exists(), part


def test_month_one_is_not_month_eleven(db):
    sql = str(ProductPage.objects.filter(season_months__has=1).query)
    assert "|1|" in sql


def test_the_form_gives_back_what_was_chosen():
    field = MONTHS.formfield(label="月份")
    assert field.clean(["3", "11"]) == [3, 11]
