"""Personal data at rest."""

import pytest
from cryptography.fernet import InvalidToken
from django.core.exceptions import FieldError
from django.db import models
from django.test.utils import isolate_apps

from portal.core.encryption import EncryptedTextField, blind_index

NUMBER = "13800001234"


@pytest.fixture
def field():
    return EncryptedTextField()


def test_the_column_holds_no_plain_text(field):
    token = field.get_prep_value(NUMBER)
    assert NUMBER not in token
    assert token != field.get_prep_value(NUMBER)
    assert field.from_db_value(token, None, None) == NUMBER


@pytest.mark.parametrize("empty", ["", None])
def test_empty_stays_empty(field, empty):
    assert field.get_prep_value(empty) == empty
    assert field.from_db_value(empty, None, None) == empty


def test_a_new_key_in_front_reads_old_values_and_finds_them(field, settings):
    settings.FIELD_ENCRYPTION_KEYS = ["old" * 20]
    token, index = field.get_prep_value(NUMBER), blind_index(NUMBER, "phone")
    settings.FIELD_ENCRYPTION_KEYS = ["new" * 20, "old" * 20]
    assert field.from_db_value(token, None, None) == NUMBER
    assert blind_index(NUMBER, "phone") == index
    newer = field.get_prep_value(NUMBER)
    settings.FIELD_ENCRYPTION_KEYS = ["old" * 20]
    with pytest.raises(InvalidToken):
        field.from_db_value(newer, None, None)


def test_an_index_is_equal_for_equal_values_and_bound_to_its_purpose():
    assert blind_index(NUMBER, "phone") == blind_index(NUMBER, "phone")
    assert blind_index(NUMBER, "phone") != blind_index(NUMBER, "contact")
    assert NUMBER not in blind_index(NUMBER, "phone")
    assert blind_index("", "phone") == ""


@isolate_apps("tests")
def test_a_look_up_is_refused_rather_than_answered_with_nothing():
    class Note(models.Model):
        text = EncryptedTextField()

        class Meta:
            app_label = "tests"

        def __str__(self):
            return self.text

    with pytest.raises(FieldError, match="blind index"):
        Note.objects.filter(text=NUMBER).query.sql_with_params()
