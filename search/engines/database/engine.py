"""The search that needs no service: FTS5 on SQLite, text search on PostgreSQL."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from search.analysis import terms
from search.engines.base import Engine, Hit, Results
from search.engines.database import matching
from search.engines.database.tables import COLUMNS
from search.engines.paging import entries_of, hits_of_page, is_by_date
from search.models import SearchEntry
from search.queries import ENTRY_FIELDS, FILTERS, QueryParameters
from search.understanding import Question

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
        counted = _counted(matched)
        total = sum(number for row, number in counted if _fits(row, parameters.filters))
        hits = self._hits(matched, parameters, question) if total else []
        return Results(total=total, hits=hits, facets=facets(counted, parameters.filters), engine=self.name)

    def suggest(self, text: str) -> list[str]:
        return terms.completions(text)

    def index(self, entries: Iterable) -> None:
        """The index follows the rows by itself."""

    def delete(self, ids: Iterable[int]) -> None:
        """The index follows the rows by itself."""

    def _hits(self, matched: "_Matched", parameters: QueryParameters, question: Question) -> list[Hit]:
        by_date = is_by_date(parameters, question)

        def entries(first: int, size: int) -> list[SearchEntry]:
            return entries_of(matched.keys(parameters.filters, first, size, by_date=by_date))

        return hits_of_page(parameters, question, entries)


class _Matched:
    """The part of a statement that chooses the entries of a question."""

    def __init__(self, question: Question):
        sqlite = connection.vendor == "sqlite"
        self.expression = (matching.fts5 if sqlite else matching.tsquery)(question)
        if sqlite:
            self.inside = "e.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)"
            self.table = "search_index f CROSS JOIN search_searchentry e ON e.id = f.rowid"
            self.where, self.rank = "search_index MATCH %s", f"bm25(search_index, {_BM25})"
        else:
            self.inside = self.where = "e.search_vector @@ %s::tsquery"
            self.table = "search_searchentry e"
            self.rank = "-ts_rank('{0.2, 0.1, 0.5, 1.0}', e.search_vector, %s::tsquery)"

    def keys(self, filters: dict[str, str], offset: int, limit: int, *, by_date: bool = False) -> list[int]:
        """Return the keys of entries, the best or the newest first."""
        conditions, values = _conditions(filters)
        if not self.expression:
            table, where, start = "search_searchentry e", "e.live", []
        else:
            table, where, start = self.table, f"{self.where} AND e.live", [self.expression]
        ranked = bool(self.expression) and not by_date
        order = self.rank if ranked else "e.dated_at IS NULL, e.dated_at DESC"
        extra = [self.expression] if ranked and "%s" in self.rank else []
        statement = f"SELECT e.id FROM {table} WHERE {' AND '.join([where, *conditions])} ORDER BY {order}, e.id LIMIT %s OFFSET %s"  # noqa: S608 - constants
        with connection.cursor() as cursor:
            cursor.execute(statement, [*start, *values, *extra, limit, offset])
            return [key for (key,) in cursor.fetchall()]


def _conditions(filters: dict[str, str]) -> tuple[list[str], list]:
    conditions, values = [], []
    for name, value in filters.items():
        if name == "certificate":
            conditions.append("e.certificates LIKE %s ESCAPE '!'")
            escaped = value.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            values.append(f"%|{escaped}|%")
        else:
            conditions.append(f"e.{ENTRY_FIELDS[name]} = %s")
            values.append(int(value) if name == "year" else value)
    return conditions, values


def _counted(matched: _Matched) -> list[tuple[dict[str, list[str]], int]]:
    """Return how many matched entries have each combination of filter values; the covering index alone is read."""
    columns = ", ".join(f"e.{name}" for name in SearchEntry.FACETS)
    hint = "INDEXED BY search_entry_facets" if connection.vendor == "sqlite" and matched.expression else ""
    where = f"{matched.inside} AND e.live" if matched.expression else "e.live"
    statement = f"SELECT {columns}, COUNT(*) FROM search_searchentry e {hint} WHERE {where} GROUP BY {columns}"  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute(statement, [matched.expression] if matched.expression else [])
        return [(_values(row[:-1]), row[-1]) for row in cursor.fetchall()]


def _values(row: tuple) -> dict[str, list[str]]:
    values = dict(zip(SearchEntry.FACETS, row, strict=True))
    certificates = [kind for kind in values["certificates"].split("|") if kind]
    single = {name: [str(values[ENTRY_FIELDS[name]])] if values[ENTRY_FIELDS[name]] else [] for name in FILTERS if name != "certificate"}
    return {**single, "certificate": certificates}


def _fits(row: dict[str, list[str]], filters: dict[str, str], without: str = "") -> bool:
    return all(name == without or value in row[name] for name, value in filters.items())


def facets(counted, filters: dict[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Return the values of each filter with their counts, each counted as if its own filter were off, the most frequent first."""
    found = {}
    for name in FILTERS:
        counter: Counter[str] = Counter()
        for row, number in counted:
            if row[name] and _fits(row, filters, without=name):
                for value in row[name]:
                    counter[value] += number
        found[name] = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return found
