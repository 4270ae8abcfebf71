"""The search that needs no service: FTS5 on SQLite, text search on PostgreSQL."""

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from django.db import connection

from search.analysis import terms
from search.engines.base import Engine, Hit, Results
from search.engines.database import matching
from search.engines.database.tables import COLUMNS
from search.engines.paging import entries_of, hits_of_page, is_by_date
from search.models import SearchEntry
from search.queries import ENTRY_FIELDS, FILTERS, QueryParameters
from search.understanding import Question

# Where each filter stands in a row of filter values.
_PLACES = {name: SearchEntry.FACETS.index(ENTRY_FIELDS[name]) for name in FILTERS}
# bm25 knows nothing of names and whole titles: what is called so may come late among its candidates.
_CANDIDATES = 200
# Of so many, those that say it in the title are enough to choose from: to weigh every mention takes longer than the rest of the search.
_MANY = 10_000
_BM25 = ", ".join(str(weight) for weight in COLUMNS.values())


class DatabaseEngine(Engine):
    """Searches the entries' own table; it can neither be late nor disagree with the site."""

    name = "database"

    def run(self, parameters: QueryParameters, question: Question) -> Results:
        matched = _Matched(question)
        if question.text and not question.groups:
            return Results(engine=self.name)
        if not parameters.highlight:
            hits = self._hits(matched, parameters, question)
            return Results(total=len(hits), hits=hits, engine=self.name)
        values = _filter_values(matched)
        total = len(_fitting(values, parameters.filters))
        hits = self._hits(matched, parameters, question, many=total > _MANY) if total else []
        return Results(total=total, hits=hits, facets=facets(values, parameters.filters), engine=self.name)

    def suggest(self, text: str) -> list[str]:
        return terms.completions(text)

    def index(self, entries: Iterable) -> None:
        """The index follows the rows by itself."""

    def delete(self, ids: Iterable[int]) -> None:
        """The index follows the rows by itself."""

    def _hits(self, matched: "_Matched", parameters: QueryParameters, question: Question, *, many: bool = False) -> list[Hit]:
        by_date = is_by_date(parameters, question)
        titled = _Matched(question, titles=True) if many and not by_date else None

        def entries(first: int, size: int) -> list:
            keys = titled.keys(parameters.filters, first, size) if titled and titled.expression else []
            if len(keys) < size:
                keys = matched.keys(parameters.filters, first, size, by_date=by_date)
            return entries_of(keys)

        return hits_of_page(parameters, question, entries, _CANDIDATES)


class _Matched:
    """The part of a statement that chooses the entries of a question; with ``titles`` those whose title has what is asked."""

    def __init__(self, question: Question, *, titles: bool = False):
        sqlite = connection.vendor == "sqlite"
        fts5, tsquery = (matching.fts5_in_titles, matching.tsquery_in_titles) if titles else (matching.fts5, matching.tsquery)
        self.expression = (fts5 if sqlite else tsquery)(question)
        if sqlite:
            self.inside = "e.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)"
            self.table = "search_index f CROSS JOIN search_searchentry e INDEXED BY search_entry_facets ON e.id = f.rowid"
            self.where, self.rank = "search_index MATCH %s", f"bm25(search_index, {_BM25})"
        else:
            self.inside = self.where = "e.search_vector @@ %s::tsquery"
            self.table = "search_searchentry e"
            self.rank = "-ts_rank('{0.2, 0.1, 0.5, 1.0}', e.search_vector, %s::tsquery)"

    def keys(self, filters: dict[str, str], offset: int, limit: int, *, by_date: bool = False) -> list[int]:
        """Return the keys of entries, the best or the newest first."""
        conditions, values = _conditions(filters)
        ranked = bool(self.expression) and not by_date
        table, key, start = "search_searchentry e", "e.id", []
        if self.expression:
            table, start = self.table, [self.expression]
            conditions.insert(0, self.where)
        if ranked and connection.vendor == "sqlite" and not filters:
            # Removed entries have no text to be found by, so the rows need not be read.
            table, key = "search_index f", "f.rowid"
        else:
            conditions.insert(0, "e.live")
        order = self.rank if ranked else "e.dated_at IS NULL, e.dated_at DESC"
        extra = [self.expression] if ranked and "%s" in self.rank else []
        statement = f"SELECT {key} FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {order}, {key} LIMIT %s OFFSET %s"  # noqa: S608 - constants
        with connection.cursor() as cursor:
            cursor.execute(statement, [*start, *values, *extra, limit, offset])
            return [key for (key,) in cursor.fetchall()]


def _conditions(filters: dict[str, str]) -> tuple[list[str], list]:
    conditions: list[str] = []
    values: list[str | int] = []
    for name, value in filters.items():
        if name == "certificate":
            conditions.append("e.certificates LIKE %s ESCAPE '!'")
            escaped = value.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            values.append(f"%|{escaped}|%")
        else:
            conditions.append(f"e.{ENTRY_FIELDS[name]} = %s")
            values.append(int(value) if name == "year" else value)
    return conditions, values


def _filter_values(matched: _Matched) -> list[tuple]:
    """Return the filter values of each matched entry; the covering index alone is read."""
    columns = ", ".join(f"e.{name}" for name in SearchEntry.FACETS)
    hint = "INDEXED BY search_entry_facets" if connection.vendor == "sqlite" and matched.expression else ""
    where = f"{matched.inside} AND e.live" if matched.expression else "e.live"
    statement = f"SELECT {columns} FROM search_searchentry e {hint} WHERE {where}"  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute(statement, [matched.expression] if matched.expression else [])
        return cursor.fetchall()


def _fitting(rows: list[tuple], filters: dict[str, str]) -> list[tuple]:
    """Return the rows that every filter lets through."""
    for name, value in filters.items():
        place = _PLACES[name]
        right = {stored for stored in set(map(itemgetter(place), rows)) if value in _values(name, stored)}
        rows = [row for row in rows if row[place] in right]
    return rows


def _values(name: str, stored) -> list[str]:
    """Return the values of a filter in a stored one."""
    if name == "certificate":
        return [kind for kind in stored.split("|") if kind]
    return [str(stored)] if stored else []


def facets(rows: list[tuple], filters: dict[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return the values of each filter with their counts, each counted as if its own filter were off, the most frequent first.

    Args:
        rows: the filter values of each matched entry, in the order of ``SearchEntry.FACETS``.
        filters: the chosen value of each filter that is on.
    """
    found = {}
    for name, place in _PLACES.items():
        fitting = _fitting(rows, {other: value for other, value in filters.items() if other != name})
        counter: Counter[str] = Counter()
        # Tens of thousands of rows have a few dozen values: a column is counted in one go, and only then taken apart.
        for stored, number in Counter(map(itemgetter(place), fitting)).items():
            for part in _values(name, stored):
                counter[part] += number
        found[name] = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return found
