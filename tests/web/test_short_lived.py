"""By themselves browsers keep what is gone or has moved for ever: what comes back would stay gone for whoever had seen that."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from portal.moderation.takedowns import take_down
from tests.factories.every_kind import EVERYTHING
from tests.factories.people import person

pytestmark = pytest.mark.usefixtures("new_county")


@pytest.fixture(params=["missing", "taken down", "moved", "without its slash"])
def address(request) -> tuple[str, int]:
    """An address and the status it answers."""
    if request.param == "taken down":
        page = EVERYTHING["news_page"]()
        take_down(page, person("reviewer"), "S1-5-3", "数据有误。")
        return page.get_absolute_url(), 410
    if request.param == "moved":
        Redirect.objects.create(old_path="/old", redirect_link="/news/", is_permanent=True)
        return "/old/", 301
    return ("/news", 301) if request.param == "without its slash" else ("/nowhere/", 404)


def test_is_remembered_for_two_seconds(client, address):
    path, status = address
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "max-age=2")
