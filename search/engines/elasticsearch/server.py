"""The Elasticsearch of this portal: its client, its versions, the names of the indexes, and one kind of failure for all of its many.

Loaded only where ``ELASTICSEARCH_URL`` names a server.
"""

import contextlib
import os
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.analysis.tokens import ANALYSIS_VERSION
from search.engines.base import EngineUnavailable, RequestRefused
from search.engines.elasticsearch.mapping import MAPPING_VERSION

OLDEST, FIRST_UNKNOWN = (9, 0), (10, 0)
# Writing is done in the background: it may wait for a busy server.
WRITING_SECONDS = 30.0
_PAGE = 5000


class UnsupportedVersion(EngineUnavailable):
    """The server's version is not one that this program knows."""


class IndexMissing(EngineUnavailable):
    """There is no index of the shape that this program needs."""


@lru_cache(maxsize=8)
def _client(url: str, certificate: str, _process: int) -> Elasticsearch:
    options: dict[str, Any] = {"ca_certs": certificate} if certificate else {}
    return Elasticsearch(url, max_retries=0, retry_on_timeout=False, **options)


def client(seconds: float = 0.0) -> Elasticsearch:
    """Return this process's client, giving up after ``seconds`` (as long as writing may take unless told); nothing is tried twice."""
    seconds = seconds or WRITING_SECONDS
    configured = settings.ELASTICSEARCH
    # Connections must not be shared with a forked child.
    return _client(configured["url"], configured["certificate"], os.getpid()).options(request_timeout=seconds)


def alias() -> str:
    """Return the name that searches use. It carries the shape of the index: one made by another version of the portal is never asked."""
    return f"{settings.ELASTICSEARCH['index']}-entries-{MAPPING_VERSION}.{ANALYSIS_VERSION}"


def new_name() -> str:
    """Return the name of an index made now; later ones sort behind earlier ones."""
    return f"{alias()}-{time.time_ns() // 1_000_000}"


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """Turn whatever the server or the way to it does wrong into ``EngineUnavailable``.

    Raises:
        IndexMissing: the index does not exist.
        RequestRefused: the server is well and does not understand this request.
        EngineUnavailable: anything else.
    """
    try:
        yield
    except ApiError as error:
        kind = {400: RequestRefused, 404: IndexMissing}.get(error.meta.status, EngineUnavailable)
        raise kind(f"{error.meta.status} {error.error}") from error
    except TransportError as error:
        raise EngineUnavailable(type(error).__name__) from error


def require_supported() -> str:
    """Return the server's version.

    Raises:
        UnsupportedVersion: if a node's version is outside the range, with both.
        EngineUnavailable: if the server does not answer.
    """
    try:
        with failures():
            nodes = client(5.0).nodes.info(filter_path="nodes.*.version")["nodes"].values()
    except EngineUnavailable as error:
        # A server of version 8 does not understand the media type of this client and says so with 400 or 406.
        if str(error).startswith(("400 media_type", "406")):
            raise UnsupportedVersion(f"the server is older than Elasticsearch {_dotted(OLDEST)}") from error
        raise
    versions = {node["version"] for node in nodes}
    for version in sorted(versions):
        if not OLDEST <= tuple(int(part) for part in version.split(".")[:2]) < FIRST_UNKNOWN:
            raise UnsupportedVersion(
                f"Elasticsearch {version} is not supported: needs {_dotted(OLDEST)} or newer, older than {_dotted(FIRST_UNKNOWN)}"
            )
    return max(versions)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))


def indexes() -> list[str]:
    """Return the portal's indexes of every shape, the oldest first."""
    with failures():
        found = client().indices.get_alias(index=f"{settings.ELASTICSEARCH['index']}-entries-*")
    return sorted(found, key=lambda name: name.rpartition("-")[2])


def current_index() -> str:
    """Return the index behind the alias.

    Raises:
        IndexMissing: there is none.
    """
    with failures():
        return next(iter(client().indices.get_alias(name=alias())))


def refresh() -> None:
    """Make everything sent so far findable.

    Raises:
        IndexMissing: there is no index.
    """
    with failures():
        client().indices.refresh(index=alias())


def versions(after: int, upto: int | None) -> dict[int, int]:
    """Return the versions in the index of entries with keys greater than ``after``, up to ``upto`` or all."""
    found: dict[int, int] = {}
    while True:
        keys = {"gt": after, **({"lte": upto} if upto is not None else {})}
        with failures():
            answer = client().search(
                index=alias(), query={"range": {"entry": keys}}, sort=[{"entry": "asc"}], size=_PAGE, version=True, source=False
            )
        hits = answer["hits"]["hits"]
        found.update((int(hit["_id"]), hit["_version"]) for hit in hits)
        if len(hits) < _PAGE:
            return found
        after = int(hits[-1]["_id"])


def look(seconds: float) -> None:
    """Ask for nothing from the index, to see that it answers.

    Raises:
        IndexMissing: there is no index of the shape that this program needs.
        EngineUnavailable: no answer within ``seconds``.
    """
    with failures():
        client(seconds).search(index=alias(), size=0, track_total_hits=False)
