"""Many pages and records, copies of one that is there, written with the few statements that their tables need."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

_FIRST_STEP = 1000
_BATCH = 2000
_UNIQUE_IN_COPIES = ("slug", "code", "name", "credit_code")
PAGE_TYPES = {
    "product": "products.ProductPage",
    "news": "news.NewsPage",
    "policy": "policies.PolicyPage",
    "sight": "tourism.SightPage",
    "culture": "culture.CulturePage",
    "event": "events.EventPage",
    "guide": "guides.GuidePage",
}
RECORD_TYPES = {
    "freeservice": "catalogues.FreeService",
    "valueaddedservice": "catalogues.ValueAddedService",
    "provider": "catalogues.Provider",
    "station": "catalogues.Station",
    "enterprise": "enterprises.Enterprise",
    "job": "talent.Job",
    "trainingbase": "talent.TrainingBase",
}


def _model(kind: str):
    from django.apps import apps

    return apps.get_model({**PAGE_TYPES, **RECORD_TYPES}[kind])


def _public(kind: str):
    objects = _model(kind).objects
    return objects.live() if kind in PAGE_TYPES else objects.visible()


def total_of(kind: str) -> int:
    """Return how many rows the public list of a kind has."""
    from cms.tourism.models import TourismPage

    return TourismPage.objects.live().count() if kind == "sight" else _public(kind).count()


def newest_of(kind: str) -> tuple[str, str]:
    """Return the address of the newest of a kind and of the staff's list of them."""
    from django.urls import reverse

    row = _public(kind).order_by("-pk").first()
    if kind in PAGE_TYPES:
        return row.get_absolute_url(), reverse("wagtailadmin_explore", args=[row.get_parent().pk])
    return row.get_absolute_url(), reverse(f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}:list")


def fill(kind: str, size: int) -> None:
    """Let there be at least ``size`` public rows of a kind, and bring the database's statistics and the stamp up to date."""
    from django.db import connection, transaction

    from portal.core.cache import shared_data_changed

    missing = size - _public(kind).count()
    with transaction.atomic():
        if missing > 0:
            (_copy_page if kind in PAGE_TYPES else _copy_record)(_public(kind).order_by("pk").first(), missing)
        shared_data_changed()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy_record(sample, number: int) -> None:
    """Add copies of a record that differ in name, keys and times."""
    model, start = type(sample), type(sample).objects.order_by("-pk").values_list("pk", flat=True)[0]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    kept = {field.attname: getattr(sample, field.attname) for field in fields}

    def row(step: int):
        changed = {name: f"{str(kept[name])[:8]}-{start + step}" for name in _UNIQUE_IN_COPIES if kept.get(name)}
        if kept.get("name"):
            changed["name"] = f"{kept['name'][:8]}{start + step:07}"
        for name in ("first_published_at", "last_published_at"):
            changed[name] = kept[name] - timedelta(minutes=step)
        if "credit_code" in kept:
            changed["credit_code"] = None if model._meta.get_field("credit_code").null else ""
        return model(**{**kept, **changed, "latest_revision_id": None, "live_revision_id": None})

    rows = (row(step) for step in range(1, number + 1))
    while batch := list(islice(rows, _BATCH)):
        model.objects.bulk_create(batch)


def _copy_page(sample, number: int) -> None:
    """Add copies of a page below its parent, each row in the tables of its type."""
    from django.db.models import Max
    from wagtail.models import Page

    parent = sample.get_parent()
    first = Page.objects.aggregate(Max("pk"))["pk__max"] + 1
    models = [*reversed([link for link in type(sample)._meta.get_parent_list() if issubclass(link, Page)]), type(sample)]
    models.sort(key=lambda model: len(model._meta.get_parent_list()))
    for model in models:
        rows = _page_rows(model, sample, parent, first, number)
        while batch := list(islice(rows, _BATCH)):
            _insert(model, batch)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)


def _page_rows(model, sample, parent, first: int, number: int) -> Iterator[list]:
    from wagtail.models import Page

    fields = model._meta.local_concrete_fields
    kept = {field.attname: getattr(sample, field.attname) for field in fields}
    used = Page.objects.filter(depth=sample.depth, path__startswith=parent.path).count()
    for step in range(number):
        slug = f"copy-{first + step}"
        changed = {
            "id": first + step,
            model._meta.pk.attname: first + step,
            "path": Page._get_path(parent.path, sample.depth, _FIRST_STEP + used + step),
            "translation_key": uuid.uuid4(),
            "slug": slug,
            "url_path": f"{parent.url_path}{slug}/",
            "title": f"{sample.title[:6]}{step * 7919 % 1_000_003:07}",
            "draft_title": f"{sample.title[:6]}{step:07}",
            "latest_revision_id": None,
            "live_revision_id": None,
        }
        for name in ("first_published_at", "last_published_at", "published_at", "starts_at", "ends_at"):
            if name in kept:
                changed[name] = kept[name] - timedelta(minutes=step + 1)
        if kept.get("price") is not None:
            changed["price"] = kept["price"] + step % 1000
        yield [changed.get(field.attname, kept[field.attname]) for field in fields]


def _insert(model, rows: list[list]) -> None:
    from django.db import connection

    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = [[field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", prepared)  # noqa: S608 - names of models
