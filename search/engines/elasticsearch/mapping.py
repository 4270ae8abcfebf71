"""The index: what an entry is there, and how its fields are kept.

Text analysis is done before (``search.analysis``), so that every field is tokens parted by blanks and a plain server without plug-ins does.
"""

from search.analysis.normalise import normalise, runs
from search.analysis.tokens import ANALYSIS_VERSION
from search.models import SearchEntry

# Raised with every change of this module: the alias carries it, so a program never asks an index of another shape.
MAPPING_VERSION = 2

# Positions are kept for phrases of neighbouring pairs; the length of a field only for titles: ranking is the portal's own
# (search/ranking.py), and of hundreds with the same word it should see those whose title says little else.
_TITLE = {"type": "text", "analyzer": "whitespace"}
_TOKENS = {**_TITLE, "norms": False}
_VALUE = {"type": "keyword", "ignore_above": 256}
MAPPINGS = {
    "dynamic": "strict",
    # Entries are read from the database; to keep them here too would double the size.
    "_source": {"enabled": False},
    "_meta": {"mapping_version": MAPPING_VERSION, "analysis_version": ANALYSIS_VERSION},
    "properties": {
        "entry": {"type": "long"},
        "live": {"type": "boolean"},
        "title": _VALUE,
        "kind": _VALUE,
        "town": _VALUE,
        "category": _VALUE,
        "year": _VALUE,
        "price": _VALUE,
        "certificate": _VALUE,
        "dated_at": {"type": "date"},
        "title_grams": _TITLE,
        "keyword_grams": _TOKENS,
        "body_grams": _TOKENS,
        "body_words": _TOKENS,
        "pinyin": _TOKENS,
        "initials": _TOKENS,
    },
}
# One shard: a county's entries fit one many times over, and counts of facets are exact. A cluster keeps a copy on another node by itself.
SETTINGS = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "refresh_interval": "1s"}
# While an index is filled nobody reads it.
FILLING = {"refresh_interval": "-1"}

_TOKEN_FIELDS = ("title_grams", "keyword_grams", "body_grams", "body_words", "pinyin", "initials")
# What is read of an entry to index it.
FIELDS = ("id", "version", "live", "title", "kind", "town", "category", "year", "price_band", "certificates", "dated_at", *_TOKEN_FIELDS)


def index_body() -> dict:
    """Return settings and mappings of a new index, as it is while being filled."""
    return {"settings": {**SETTINGS, **FILLING}, "mappings": MAPPINGS}


def document(entry: SearchEntry) -> dict:
    """Return an entry, or a row of its :data:`FIELDS`, as it is indexed.

    A removed one leaves no more than its place, so that an older state cannot come back.
    """
    if not entry.live:
        return {"entry": entry.id, "live": False}
    values = {
        "title": "".join(runs(normalise(entry.title))),
        "kind": entry.kind,
        "town": entry.town,
        "category": entry.category,
        "year": str(entry.year or ""),
        "price": entry.price_band,
        "certificate": [kind for kind in entry.certificates.split("|") if kind],
        "dated_at": entry.dated_at and entry.dated_at.isoformat(),
        **{name: getattr(entry, name) for name in _TOKEN_FIELDS},
    }
    return {"entry": entry.id, "live": True, **{name: value for name, value in values.items() if value}}
