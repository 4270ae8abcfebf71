"""The explorer's lists: who sees which children, without a question about the whole tree."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from cms.news.models import NewsColumnPage
from tests.factories.pages import NewsPageFactory
from tests.factories.people import UserFactory, person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture
def column():
    """A column with two articles."""
    column = NewsColumnPage.objects.first()
    for title in ("先写的一篇", "后写的一篇"):
        NewsPageFactory(parent=column, title=title)
    return column


def listed(user, page, query: str = "") -> tuple[str, list[str]]:
    """Return the list of a page's children that somebody reads, and the statements that ask for pages."""
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        text = client.get(reverse("wagtailadmin_explore", args=[page.pk]) + query).content.decode()
    return text, [query["sql"] for query in captured if 'FROM "wagtailcore_page"' in query["sql"]]


@pytest.mark.parametrize("query", ["", "?ordering=title", "?live=true"])
@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_whoever_may_explore_the_column_reads_all_of_it(column, role, query):
    text, statements = listed(person(role), column, query)
    assert "先写的一篇" in text
    assert "后写的一篇" in text
    assert not [sql for sql in statements if '"wagtailcore_page"."id" IN (SELECT' in sql]


def test_whoever_may_explore_one_child_reads_no_other(column):
    user, group = UserFactory(is_staff=True), Group.objects.create(name="只写一篇")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    mine = column.get_children().get(title="先写的一篇")
    GroupPagePermission.objects.create(group=group, page=mine, permission=Permission.objects.get(codename="change_page"))
    text, _statements = listed(user, column)
    assert "后写的一篇" not in text
