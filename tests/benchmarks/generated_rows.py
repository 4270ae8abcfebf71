"""Many pages and records, copies of one that is there, written with the few statements that their tables need."""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from itertools import islice

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max, Model, QuerySet

_FIRST_STEP = 1000
_BATCH = 2000
_UNIQUE_IN_COPIES = ("slug", "code", "name", "credit_code")
_MOMENTS = ("first_published_at", "last_published_at", "published_at", "starts_at", "ends_at", "verified_at", "confirmed_at")
PAGE_TYPES = {
    "product": "products.ProductPage",
    "brand": "products.BrandPage",
    "news": "news.NewsPage",
    "story": "news.StoryPage",
    "journal": "news.JournalIssuePage",
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
    "wantednotice": "talent.WantedNotice",
    "recommendation": "talent.Recommendation",
    "trainingbase": "talent.TrainingBase",
    "practiceoffer": "talent.PracticeOffer",
    "course": "training.Course",
    "session": "training.Session",
    "venue": "venues.Venue",
    "selection": "selections.Selection",
    "nomination": "selections.Nomination",
    "tradelead": "trade_leads.TradeLead",
}
# What nobody publishes twice a minute is spread over the values that lists are filtered by.
_SPREAD = ("kind", "level", "subject", "status", "category", "job_class", "education", "experience", "job_type", "centre_function")


def model_of(kind: str) -> type[Model]:
    """Return the model of a kind."""
    return apps.get_model({**PAGE_TYPES, **RECORD_TYPES}[kind])


def public(kind: str) -> QuerySet:
    """Return the rows of a kind that everybody may see."""
    objects = model_of(kind)._default_manager
    return objects.live() if kind in PAGE_TYPES else objects.visible()


def fill(kind: str, size: int) -> None:
    """Let there be at least ``size`` public rows of a kind, and bring the database's statistics and the stamp up to date."""
    missing = size - public(kind).count()
    with transaction.atomic():
        if missing > 0:
            (_copy_page if kind in PAGE_TYPES else _copy_record)(_sample(kind), missing)
    settle()


def empty(kind: str, last: int) -> None:
    """Take away the copies: all rows of a kind with a key after ``last``."""
    from wagtail.models import Page

    model = model_of(kind)
    with transaction.atomic():
        if kind in PAGE_TYPES:
            parent = _sample(kind).get_parent()
            for table in reversed(_tables(model)):
                _delete(table, last)
            Page.objects.filter(pk=parent.pk).update(numchild=parent.get_children().count())
        else:
            from portal.core.consents import Consent

            Consent.objects.filter(object_kind=model._meta.label_lower, object_name=_COPY).delete()
            _delete(model, last)
    settle()


def last_key(kind: str) -> int:
    """Return the greatest key of a kind's table."""
    from wagtail.models import Page

    table = Page if kind in PAGE_TYPES else model_of(kind)
    _sample(kind)
    return table._default_manager.aggregate(Max("pk"))["pk__max"] or 0


def settle() -> None:
    """Bring the database's statistics and the stamp up to date, as hours of running do."""
    from portal.core.cache import shared_data_changed

    with transaction.atomic():
        shared_data_changed()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


_COPY = "copy"


def _delete(model: type[Model], last: int) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} > %s", [last])  # noqa: S608 - names of models


def _sample(kind: str) -> Model:
    """Return the row that is copied; one is made of a kind that the demo county has none of."""
    found = public(kind).order_by("pk").first()
    if found is None:
        from tests.factories import every_kind

        found = every_kind.RECORDS[kind]()
    return found


@cache
def _spread_of(model: type[Model]) -> dict[str, Callable[[int], object]]:
    """Return the values that copies take in turn, by column."""
    from portal.places.models import Town

    towns = list(Town.objects.order_by("pk").values_list("pk", flat=True))
    found: dict[str, Callable[[int], object]] = {}
    for field in model._meta.concrete_fields:
        choices = [key for key, _label in field.flatchoices if key not in ("", None)]
        if field.name in _SPREAD and choices:
            found[field.attname] = _taking_turns(field.name, choices)
        elif field.name == "town":
            found[field.attname] = _taking_turns(field.name, towns)
    return found


def _taking_turns(name: str, values: list) -> Callable[[int], object]:
    return lambda step: random.Random(f"{name}{step}").choice(values)  # noqa: S311 - no secret


def _moved(kept: dict, step: int) -> dict:
    """Return the moments and the spread values of a copy."""
    return {name: kept[name] - timedelta(minutes=step) for name in _MOMENTS if kept.get(name)}


def _copy_record(sample: Model, number: int) -> None:
    """Add copies of a record that differ in name, keys and times."""
    model = type(sample)
    start = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    kept = {field.attname: getattr(sample, field.attname) for field in fields}
    spread = _spread_of(model)

    def row(step: int):
        changed = {name: f"{str(kept[name])[:8]}-{start + step}" for name in _UNIQUE_IN_COPIES if kept.get(name)}
        if kept.get("name"):
            changed["name"] = f"{kept['name'][:8]}{start + step:07}"
        changed |= _moved(kept, step) | {name: value(step) for name, value in spread.items()}
        if "credit_code" in kept:
            changed["credit_code"] = None if model._meta.get_field("credit_code").null else ""
        return model(**{**kept, **changed, "pk": start + step, "latest_revision_id": None, "live_revision_id": None})

    rows = (row(step) for step in range(1, number + 1))
    while batch := list(islice(rows, _BATCH)):
        model._default_manager.bulk_create(batch)
        _copy_consents(sample, [row.pk for row in batch])
    _go_on_after(model)


def _copy_consents(sample: Model, keys: list[int]) -> None:
    from portal.core.consents import Consent

    for consent in Consent.objects.about(sample):
        values = {"person_id": consent.person_id, "text_id": consent.text_id, "object_kind": consent.object_kind, "object_name": _COPY}
        Consent.objects.bulk_create([Consent(object_id=str(key), **values) for key in keys])


def _go_on_after(model: type[Model]) -> None:
    """Let the database give the next row a key that is free."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _tables(model: type[Model]) -> list[type[Model]]:
    """Return the models whose tables hold a page of a type, the common one first."""
    from wagtail.models import Page

    models = [*(link for link in model._meta.get_parent_list() if issubclass(link, Page)), model]
    return sorted(models, key=lambda table: len(table._meta.get_parent_list()))


def _copy_page(sample: Model, number: int) -> None:
    """Add copies of a page below its parent, each row in the tables of its type."""
    from wagtail.models import Page

    parent = sample.get_parent()
    first = Page.objects.aggregate(Max("pk"))["pk__max"] + 1
    for model in _tables(type(sample)):
        rows = _page_rows(model, sample, parent, first, number)
        while batch := list(islice(rows, _BATCH)):
            _insert(model, batch)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    _go_on_after(Page)


def _page_rows(model, sample, parent, first: int, number: int) -> Iterator[list]:
    from wagtail.models import Page

    fields = model._meta.local_concrete_fields
    names = {field.attname for field in fields}
    kept = {field.attname: getattr(sample, field.attname) for field in fields}
    spread = {name: value for name, value in _spread_of(type(sample)).items() if name in names}
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
            **_moved(kept, step + 1),
            **{name: value(step) for name, value in spread.items()},
        }
        if kept.get("price") is not None:
            changed["price"] = kept["price"] + step % 1000
        yield [changed.get(field.attname, kept[field.attname]) for field in fields]


def _insert(model, rows: list[list]) -> None:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepared = [[field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", prepared)  # noqa: S608 - names of models
