"""Feeds, heads and lists of what was stored before texts were cleaned."""

from xml.dom.minidom import parseString

import pytest

from portal.talent.models import Job
from tests.factories.every_kind import RECORDS

UNSEEN = "包装\x0b工\x08\u200b\ufffe"


@pytest.mark.parametrize("path", ["/feeds/jobs/", "/feeds/jobs/atom/"])
def test_a_control_character_does_not_end_a_feed(new_county, client, path):
    job = RECORDS["job"]()
    Job.objects.filter(pk=job.pk).update(title=UNSEEN, duties=f"打包\x0b\x01{job.duties}")
    answer = client.get(path)
    assert answer.status_code == 200
    titles = [node.firstChild.data for node in parseString(answer.content).getElementsByTagName("title")]  # noqa: S318 - our own feed
    assert "包装 工" in titles


def test_a_link_always_has_words(new_county, client):
    job = RECORDS["job"]()
    Job.objects.filter(pk=job.pk).update(title="\u3164\u200b\u2800")
    assert f'<a href="{job.get_absolute_url()}">（无标题）</a>' in client.get("/jobs/").content.decode()
    html = client.get(job.get_absolute_url()).content.decode()
    assert "<title>（无标题）" in html
