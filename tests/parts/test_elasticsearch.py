"""The Elasticsearch of the tests: what can be said of it before anything of the portal's is on it."""

import pytest

from tests.support import elasticsearch


@pytest.mark.elasticsearch
def test_one_server_is_shared_and_answers(tmp_path):
    with elasticsearch.shared_server(tmp_path) as first, elasticsearch.shared_server(tmp_path) as second:
        assert first == second
        node = next(iter(elasticsearch.Server(first, tmp_path).ask("GET", "/_nodes")["nodes"].values()))
        assert node["version"] == elasticsearch.VERSION
    assert not (tmp_path / "elasticsearch-address").exists()
