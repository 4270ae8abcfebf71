"""Indexes of Wagtail's table of pages for what this portal asks it: the pages of a section in an order, and the page of a path.

The table is Wagtail's, so no model of ours can name them. They are made after every ``migrate`` unless they are there: SQLite drops what
it does not find in the models when a later version of Wagtail changes the table.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import CharField, Exists, Func, OuterRef, QuerySet
from wagtail.models import Page

from portal.web.rows import Part, counted

_TABLE = Page._meta.db_table
_PARENT = f"substr(path, 1, length(path) - {Page.steplen})"
# Name → columns. The content type stands in the index so that sections of several types are walked without looking at their rows.
INDEXES = {
    "cms_page_by_title": f"{_PARENT}, title, id, content_type_id",
    "cms_page_by_publication": f"{_PARENT}, last_published_at, id, content_type_id",
    "cms_page_by_place": f"{_PARENT}, path, id, content_type_id",
    "cms_page_by_path": "path, depth, id",
    "cms_page_of_type_by_title": "content_type_id, title, id",
    "cms_page_of_type_by_age": "content_type_id, first_published_at, id",
    "cms_page_by_address": "url_path",
}

# The same of pages that are not public too: what staff count and read in the reports of pages and on the first page of the back office.
STAFF_INDEXES = {
    "cms_page_by_depth": "depth, path, id",
    "cms_page_by_any_age": "last_published_at",
    "cms_page_of_type_by_edit": "content_type_id, latest_revision_created_at DESC{nulls_last}, title, id",
}


class ParentPath(Func):
    """The path of a page's parent, written as the indexes have it: an index on an expression serves no query with placeholders in it."""

    template = f"substr(%(expressions)s, 1, length(%(expressions)s) - {Page.steplen})"
    output_field = CharField()
    arity = 1


def ensure(using: str) -> None:
    """Make the indexes that are not there in a database."""
    if _TABLE not in connections[using].introspection.table_names():
        return
    with connections[using].cursor() as cursor:
        for name, columns in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {_TABLE} ({columns}) WHERE live")
        # SQLite has them last in any falling order, and no words for it.
        nulls_last = " NULLS LAST" if connections[using].vendor == "postgresql" else ""
        for name, columns in STAFF_INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {_TABLE} ({columns.format(nulls_last=nulls_last)})")


def walk(rows: QuerySet, part: Part, below: str = "") -> QuerySet:
    """Return the pages of ``rows`` as a query that an index orders: the common table's if it has one, else the type's own.

    Joined, both databases gather and sort all rows of a long section for the first twenty.

    Args:
        rows: pages of one type; ``part`` says in which order, and may name the one content type that they have.
        below: the path of the page whose children they all are, if they have one parent.
    """
    wanted = Exists(rows.order_by().filter(pk=OuterRef("pk")))
    if not all(_is_of_all_pages(name) for name in part.order):
        return rows.model._base_manager.filter(wanted)
    types = [part.rows["content_type"]] if "content_type" in part.rows else _types_of(rows.model)
    pages = Page.objects.live().filter(content_type__in=types) if len(types) > 1 else Page.objects.live().filter(content_type=types[0])
    if not below:
        return pages.filter(wanted)
    pages = pages.alias(parent_path=ParentPath("path")).filter(parent_path=below)
    return pages if counted(pages) == counted(rows) else pages.filter(wanted)


def first(rows: QuerySet, *order: str, number: int) -> list:
    """Return the first pages of many in an order, where most of them fit."""
    keys = list(walk(rows, Part(order)).order_by(*order).values_list("pk", flat=True)[:number])
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _is_of_all_pages(name: str) -> bool:
    """Return whether a field that a list is ordered by stands in the pages' common table."""
    return name.lstrip("-") == "pk" or any(field.name == name.lstrip("-") for field in Page._meta.concrete_fields)


def _types_of(model: type[Page]) -> list[ContentType]:
    """Return the content types of a page type and of those that build on it."""
    models = [model, *model.__subclasses__()]
    return list(ContentType.objects.get_for_models(*models).values())
