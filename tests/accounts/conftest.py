"""What the tests of accounts share: texts to agree to, the outbox's last code."""

import re

import pytest
from django.core.management import call_command

from fixtures.loaders.consents import load_consent_texts
from portal.accounts.models import TextMessage


@pytest.fixture
def texts(db):
    """The terms and the privacy policy in force."""
    load_consent_texts()


@pytest.fixture
def last_code():
    """Return a function that reads the newest code from the outbox, as staff would."""
    return lambda: re.search(r"\d{6}", TextMessage.objects.order_by("-pk")[0].text).group()


@pytest.fixture
def roles(db):
    """The groups of staff, as setup_portal makes them."""
    call_command("setup_portal", verbosity=0)
