"""When the front page last had something new (R-SUP-4)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Max
from django.db.models.functions import Substr
from django.utils import timezone

from cms.core.pages import ArticlePage
from cms.home.models import HomePage
from portal.inspection.models import Rule
from portal.inspection.registry import Seen


def home_not_updated(_rule: Rule) -> Iterator[Seen]:
    """Yield each front page with the local day of the newest article below it; one without any was never updated.

    A change of the front page itself brings visitors nothing new, and what is dated ahead of time is no update.
    """
    newest: dict[str, datetime] = {}
    root = Substr("path", 1, 2 * HomePage.steplen)
    for model in [model for model in apps.get_models() if issubclass(model, ArticlePage)]:
        rows: Any = model.objects.live().filter(published_at__lte=timezone.now()).annotate(root=root).order_by()
        for path, moment in rows.values_list("root").annotate(newest=Max("published_at")):
            newest[path] = max(moment, newest.get(path, moment))
    for home in HomePage.objects.live().only("title", "path"):
        moment = newest.get(home.path)
        yield Seen.of(HomePage, home.pk, home.title, since=timezone.localdate(moment) if moment else None)
