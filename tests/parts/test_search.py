"""The whole portal with a real Elasticsearch: what is published is found within a second, and the site outlives the server."""

import json
import signal
import time
from urllib.parse import quote

import pytest

from tests.support import elasticsearch, servers

TAKE_OFF = """
import time
from cms.news.models import NewsPage
from search.models import SearchEntry
page = NewsPage.objects.live().first()
entry = SearchEntry.objects.get(model="news.newspage", object_id=str(page.pk))
page.unpublish()
print(page.title, entry.pk, time.time(), sep="|")
"""


def found(portal: servers.Portal, text: str) -> dict:
    """Return what the JSON interface finds."""
    return json.loads(servers.get(f"{portal.address}/api/search/?q={quote(text)}").body)


def part(portal: servers.Portal) -> dict:
    """Return what ``/readyz`` says of search."""
    return json.loads(servers.get(f"{portal.address}/readyz").body)["parts"]["search"]


def quickest_while_stopped(server: elasticsearch.Server, portal: servers.Portal) -> float:
    """Stop the server and return the seconds of the first answer after it; at best of three, for a machine that does other things too."""
    seconds = []
    while True:
        server.send(signal.SIGSTOP)
        started = time.monotonic()
        assert found(portal, "茶油")["engine"] == "database"
        seconds.append(time.monotonic() - started)
        if min(seconds) < 1.5 or len(seconds) == 3:
            return min(seconds)
        server.send(signal.SIGCONT)
        servers.wait_until(lambda: found(portal, "茶油")["engine"] == "elasticsearch", "Elasticsearch again")


@pytest.mark.elasticsearch
def test_portal_uses_elasticsearch_and_survives_its_loss(data_dir):
    with elasticsearch.private_server() as server, servers.portal(data_dir, ELASTICSEARCH_URL=server.address) as portal:
        servers.wait_until(lambda: part(portal)["state"] == "ok", "the index")
        assert part(portal)["detail"].startswith("elasticsearch, lag")
        servers.wait_until(lambda: found(portal, "茶油")["engine"] == "elasticsearch", "the first answers")

        environment = servers.settings_of(data_dir, 8000, ELASTICSEARCH_URL=server.address)
        title, entry, moment = servers.manage(environment, "shell", "--no-imports", "-c", TAKE_OFF).strip().splitlines()[-1].split("|")
        index = server.ask("GET", "/_alias")
        alias = next(iter(next(iter(index.values()))["aliases"]))
        query = {"query": {"bool": {"filter": [{"term": {"live": False}}, {"term": {"entry": int(entry)}}]}}}
        servers.wait_until(lambda: server.ask("POST", f"/{alias}/_count", query)["count"] == 1, "the tombstone", 10)
        assert title not in [result["title"] for result in found(portal, title)["results"]]
        assert time.time() - float(moment) < 10

        assert quickest_while_stopped(server, portal) < 1.5
        assert servers.get(f"{portal.address}/search/?q={quote('茶油')}").status == 200
        assert part(portal)["state"] == "degraded"
        server.send(signal.SIGCONT)
        servers.wait_until(lambda: found(portal, "茶油")["engine"] == "elasticsearch", "Elasticsearch again")
