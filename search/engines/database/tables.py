"""The index beside the entries' table: FTS5 on SQLite, a generated text vector on PostgreSQL. Both follow every row by themselves."""

from django.db import connections

# Column of the index: weight of a match in it, for the first choice of candidates (search/ranking.py orders them).
COLUMNS = {"title_grams": 10.0, "keyword_grams": 5.0, "body_grams": 1.0, "body_words": 1.0, "pinyin": 2.0, "initials": 2.0}
_LETTERS = {"title_grams": "A", "keyword_grams": "B", "body_grams": "C", "body_words": "C", "pinyin": "D", "initials": "D"}
_NAMES = ", ".join(COLUMNS)


def _values(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in COLUMNS)


_FORGET_OLD = f"INSERT INTO search_index (search_index, rowid, {_NAMES}) VALUES ('delete', old.id, {_values('old')});"  # noqa: S608 - constants
_TAKE_NEW = f"INSERT INTO search_index (rowid, {_NAMES}) VALUES (new.id, {_values('new')});"  # noqa: S608 - constants
_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in COLUMNS)
SQLITE = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5 (
        {_NAMES}, content='search_searchentry', content_rowid='id', tokenize="unicode61 remove_diacritics 0"
    )""",
    f"CREATE TRIGGER IF NOT EXISTS search_index_insert AFTER INSERT ON search_searchentry BEGIN {_TAKE_NEW} END",
    f"CREATE TRIGGER IF NOT EXISTS search_index_delete AFTER DELETE ON search_searchentry BEGIN {_FORGET_OLD} END",
    "CREATE TRIGGER IF NOT EXISTS search_index_update AFTER UPDATE ON search_searchentry"
    f" WHEN {_CHANGED} BEGIN {_FORGET_OLD} {_TAKE_NEW} END",
)
_VECTOR = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {name}), '{letter}')" for name, letter in _LETTERS.items())
POSTGRESQL = (
    f"ALTER TABLE search_searchentry ADD COLUMN IF NOT EXISTS search_vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    "CREATE INDEX IF NOT EXISTS search_entry_vector ON search_searchentry USING gin (search_vector)",
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def ensure(using: str = "default", **_signal) -> None:
    """Create what is missing of the index. A migration and a receiver of ``post_migrate``.

    SQLite drops triggers when a later migration makes the table anew, and the receiver puts them back.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in STATEMENTS.get(connection.vendor, ()):
            cursor.execute(statement)


def refill(using: str = "default") -> None:
    """Write SQLite's index anew from the rows; PostgreSQL's cannot differ from them."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
