"""Rows that are written once: nobody changes them, and nobody deletes them before their time, whatever the role.

Three locks stand one behind the other: the model, the queryset, and a trigger in the database that also holds for whoever speaks SQL.
"""

from django.db import models
from django.utils.translation import gettext as _


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what is written once."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that can be added and read."""

    def update(self, **kwargs):
        raise AppendOnlyError(_("记录只能追加，不能修改。"))

    def bulk_update(self, objs, fields, batch_size=None):
        raise AppendOnlyError(_("记录只能追加，不能修改。"))

    def delete(self):
        raise AppendOnlyError(_("记录只能追加，不能删除。"))

    def purge(self, before) -> int:
        """Delete what was written before a moment and return how many; the database refuses what is younger than the law allows.

        Args:
            before: an aware datetime.
        """
        return super().filter(at__lt=before)._raw_delete(self.db)


class AppendOnlyModel(models.Model):
    """Base of logs; ``at`` is when the row was written."""

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError(_("记录只能追加，不能修改。"))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError(_("记录只能追加，不能删除。"))


SHORTEST_DAYS = 1096
_REFUSAL = "append-only table"


def add_triggers(table: str):
    """Return a migration function that lets the database refuse changes, and deletions within three years (条例 art. 12: three years).

    Args:
        table: name of the table of an :class:`AppendOnlyModel`.
    """

    def forwards(apps, schema_editor):
        for statement in _STATEMENTS.get(schema_editor.connection.vendor, ()):
            schema_editor.execute(statement.format(table=table, days=SHORTEST_DAYS, refusal=_REFUSAL))

    return forwards


def drop_triggers(table: str):
    """Return the reverse of :func:`add_triggers`."""

    def backwards(apps, schema_editor):
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for action in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{action}{on_table}")

    return backwards


_STATEMENTS = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN OLD.at > datetime('now', '-{days} days') "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION append_only_refuse()",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW "
        "WHEN (OLD.at > now() - interval '{days} days') EXECUTE FUNCTION append_only_refuse()",
    ),
}
