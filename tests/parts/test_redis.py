"""The portal with Redis as its cache, and after Redis is gone."""

import json

import pytest
import redis as redis_client

from tests.support import servers


def cache_part(portal: servers.Portal) -> dict:
    """Return what ``/readyz`` says of the cache."""
    return json.loads(servers.get(f"{portal.address}/readyz").body)["parts"]["cache"]


@pytest.mark.redis
def test_portal_uses_redis_and_survives_its_loss(data_dir):
    with servers.redis() as (redis_url, server), servers.portal(data_dir, REDIS_URL=redis_url) as portal:
        assert servers.get(f"{portal.address}/").status == 200
        assert cache_part(portal) == {"state": "ok", "detail": "LosableRedisCache"}
        with redis_client.Redis.from_url(redis_url) as client:
            assert client.dbsize() > 0
        server.kill()
        server.wait()
        assert servers.get(f"{portal.address}/").status == 200
        assert cache_part(portal)["state"] == "degraded"
