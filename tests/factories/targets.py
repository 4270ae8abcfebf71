"""Media reports, targets, and what counts towards them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from portal.targets.counters import Entry
from portal.targets.models import MediaReport, OnlineEntity, SavedCopy, Target
from portal.uploads.gate import CheckedFile
from tests.factories.publishing import PublishedMixin


class MediaReportFactory(PublishedMixin, DjangoModelFactory):
    """A report that is on the site; its link leads nowhere, so that no test leaves this machine."""

    class Meta:
        model = MediaReport

    live = True
    title = factory.Sequence(lambda n: f"电商下乡第{n}篇")
    slug = factory.Sequence(lambda n: f"report-{n}")
    medium = "县融媒体中心"
    level = "county"
    published_on = date(2026, 3, 1)
    author = "王一"


class TargetFactory(DjangoModelFactory):
    """Sixty reports in three years, twenty of them by the end of the first."""

    class Meta:
        model = Target

    name = factory.Sequence(lambda n: f"宣传报道{n}")
    counter = "media_coverage"
    total = 60
    unit = "篇"
    starts_on = date(2026, 1, 1)
    ends_on = date(2028, 12, 31)
    document = "实施方案"
    clause = "第一条第九款"


class OnlineEntityFactory(DjangoModelFactory):
    """A shop that began after a training, with its licence."""

    class Meta:
        model = OnlineEntity

    name = factory.Sequence(lambda n: f"山货小店{n}")
    method = "training"
    started_on = date(2026, 3, 1)
    licence_date = date(2026, 2, 20)


def copy_of(report: MediaReport, text: str = "网页文字", **values) -> SavedCopy:
    """Keep a text with a report."""
    return SavedCopy.keep_with(report, "upload", CheckedFile(text.encode(), "存档.txt", "text/plain"), **values)


def entries(*days: date) -> list[Entry]:
    """Return one thing that counts for each day."""
    return [Entry(day, f"第{number}篇") for number, day in enumerate(days, start=1)]


def target_samples(records: dict) -> dict:
    """Return values for the addresses of targets.

    Args:
        records: one record of each kind by model name.
    """
    target = TargetFactory()
    keys = {"target.pk": target.pk, "target_settings.pk": target.pk, "online_entities.pk": OnlineEntityFactory().pk}
    return {**keys, "media_copy.pk": copy_of(records["mediareport"]).pk}
