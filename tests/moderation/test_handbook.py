"""The centre's handbook (《网络编辑规范》): staff find it where they work, and nobody else gets it."""

import pytest
from django.urls import reverse

from portal.media.visibility import is_public
from portal.moderation.models import EditingHandbook
from tests.factories.media import DocumentFactory
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def handbook():
    """The document that the centre has chosen."""
    document = DocumentFactory(title="网络编辑规范")
    EditingHandbook.objects.update_or_create(pk=1, defaults={"document": document})
    return document


@pytest.mark.parametrize("role", ["editor", "reviewer", "director"])
def test_staff_find_it_and_may_read_it(client, handbook, role):
    client.force_login(person(role))
    assert handbook.url in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(handbook.url).status_code == 200


def test_nobody_else_gets_it(client, handbook):
    assert not is_public(handbook)
    assert client.get(handbook.url).status_code == 404
    client.force_login(person("nobody"))
    assert client.get(handbook.url).status_code == 404


def test_the_director_puts_it_in_its_place(client):
    document = DocumentFactory()
    client.force_login(person("editor"))
    home = reverse("wagtailadmin_home")
    assert "《网络编辑规范》" not in client.get(home).content.decode()
    client.force_login(person("director"))
    assert "还没有上传《网络编辑规范》" in client.get(home).content.decode()
    address = client.get(reverse("wagtailsettings:edit", args=["moderation", "editinghandbook"]), follow=True).redirect_chain[-1][0]
    assert client.post(address, {"document": document.pk}).status_code == 302
    assert EditingHandbook.load().document == document
    assert document.url in client.get(home).content.decode()


def test_an_editor_does_not_change_it(client, handbook):
    client.force_login(person("editor"))
    client.post(reverse("wagtailsettings:edit", args=["moderation", "editinghandbook", 1]), {"document": ""})
    assert EditingHandbook.load().document == handbook
