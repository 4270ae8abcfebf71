"""Sending entries to an index, in bulk and with versions: an older state never replaces a newer one, in whatever order they arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch.mapping import document
from search.engines.elasticsearch.server import IndexMissing, alias, client, failures
from search.models import SearchEntry

# Up to so many changes are made findable at once; more of them wait for the index's own second.
_AT_ONCE = 50
_CONFLICT, _NOT_FOUND = 409, 404


@dataclass
class Sent:
    """What became of a bulk: keys of entries that the index has now, and why it has not the others."""

    confirmed: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def operations(entries: Iterable[SearchEntry]) -> Iterable[dict]:
    """Yield the lines of a bulk that brings the index up to the entries' versions."""
    for entry in entries:
        yield {"index": {"_id": str(entry.id), "version": entry.version, "version_type": "external"}}
        yield document(entry)


def send(entries: Sequence[SearchEntry], index: str | None = None) -> Sent:
    """Send entries, or rows of their ``mapping.FIELDS``, to the index behind the alias or to one that is being filled.

    Raises:
        IndexMissing: the alias names no index.
        EngineUnavailable: the server does not answer, or takes nothing.
    """
    if not entries:
        return Sent()
    options = {"index": index} if index else {"index": alias(), "require_alias": True, "refresh": len(entries) <= _AT_ONCE}
    with failures():
        answer = client().bulk(operations=list(operations(entries)), filter_path="items.*._id,items.*.status,items.*.error", **options)
    return _outcome(answer["items"])


def _outcome(items: list[dict]) -> Sent:
    sent = Sent()
    for (item,) in (item.values() for item in items):
        # A conflict means that the index has this version or a newer one.
        if item["status"] < 300 or item["status"] == _CONFLICT:
            sent.confirmed.append(int(item["_id"]))
        elif item["status"] == _NOT_FOUND:
            raise IndexMissing(item["error"]["type"])
        else:
            sent.refused[int(item["_id"])] = f"{item['status']} {item['error']['type']}"
    if sent.refused and not sent.confirmed:
        raise EngineUnavailable(next(iter(sent.refused.values())))
    return sent


def forget(ids: Sequence[int]) -> None:
    """Take entries out of the index whose rows are gone.

    Raises:
        EngineUnavailable: the server does not answer.
    """
    lines = [{"delete": {"_id": str(key)}} for key in ids]
    if lines:
        with failures():
            client().bulk(operations=lines, index=alias(), require_alias=True, refresh=True)
