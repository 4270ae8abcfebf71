"""Moves the stamp of :mod:`portal.core.cache` with every write to a table that public pages may show.

Signals would miss what is written without an object (``update``, ``bulk_create``, Wagtail's moves of whole branches), so the statements
themselves are looked at. A table counts as shown unless somebody has said otherwise with :func:`unseen`: a domain that forgets to loses
speed, never truth.
"""

import re
from contextlib import nullcontext

from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from portal.core.cache import shared_data_changed
from portal.core.models import CacheStamp

_WRITE = re.compile(r"\s*(INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+[\"`]?(\w+)", re.IGNORECASE)
_SET_COLUMN = re.compile(r"(?:SET|,)\s+\"(\w+)\" = ")
# Tables of packages that no public page shows: what happens behind a sign-in, drafts, logs, the indexes of searches.
_unseen = {
    *("django_session", "django_migrations", "django_tasks_database_dbtaskresult", "account_emailaddress", "account_emailconfirmation"),
    *("mfa_authenticator", "socialaccount_socialaccount", "socialaccount_socialapp", "socialaccount_socialtoken"),
    *("wagtailadmin_admin", "wagtailadmin_editingsession", "wagtailadmin_formstate", "wagtailcore_comment", "wagtailcore_commentreply"),
    *("wagtailcore_modellogentry", "wagtailcore_pagelogentry", "wagtailcore_pagesubscription", "wagtailcore_referenceindex"),
    *("wagtailcore_revision", "wagtailcore_taskstate", "wagtailcore_workflowstate", "wagtailcore_uploadedfile"),
    *("wagtailforms_formsubmission", "wagtailsearch_indexentry", "wagtailsearch_indexentry_fts", "wagtailusers_userprofile"),
}
# What a saved draft, a lock or a sign-in changes in rows that are shown otherwise.
_UNSEEN_COLUMNS = {
    *("draft_title", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at"),
    *("locked", "locked_at", "locked_by_id", "last_login"),
}
_migrating = False


def unseen(*models: type[Model]) -> None:
    """Let writes to the tables of these models pass: no page shows them to anybody who has not signed in. Called from ``ready``."""
    _unseen.update(model._meta.db_table for model in models)


def is_seen(sql: str) -> bool:
    """Return whether a statement writes what public pages may show."""
    found = _WRITE.match(sql)
    if found is None or found[2].lower() in _unseen:
        return False
    if found[1].upper() != "UPDATE":
        return True
    columns = set(_SET_COLUMN.findall(sql))
    return not columns or not columns <= _UNSEEN_COLUMNS


def _notice(execute, sql, params, many, context):
    """Run a statement; with one that is seen, move the stamp so that both take effect together."""
    if _migrating or not is_seen(str(sql)):
        return execute(sql, params, many, context)
    used = context["connection"]
    # SQLite ends a statement that returns rows only when they have been read, and both then take effect at once.
    alone = used.in_atomic_block or (used.vendor == "sqlite" and "RETURNING" in sql)
    with nullcontext() if alone else transaction.atomic(using=used.alias):
        result = execute(sql, params, many, context)
        shared_data_changed()
    return result


def _watch_connection(connection, **_kwargs) -> None:
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice)


def _migration_begins(**_kwargs) -> None:
    global _migrating  # noqa: PLW0603 - the stamp's own table may not exist yet
    _migrating = True


def _migration_ends(**_kwargs) -> None:
    global _migrating  # noqa: PLW0603 - see above
    if _migrating and CacheStamp._meta.db_table in connection.introspection.table_names():
        _migrating = False
        shared_data_changed()


def connect() -> None:
    """Look at the statements of every connection; called when the app is ready."""
    connection_created.connect(_watch_connection, dispatch_uid="portal.core.writes")
    pre_migrate.connect(_migration_begins, dispatch_uid="portal.core.writes.before")
    post_migrate.connect(_migration_ends, dispatch_uid="portal.core.writes.after")
