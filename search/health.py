"""What ``/readyz`` and the staff's dashboard say of search."""

from datetime import timedelta

from django.conf import settings
from django.db import Error

from portal.ops.health import DEGRADED, DOWN, OK, Part
from search.engines.base import EngineUnavailable
from search.lag import lag
from search.models import SearchEntry
from search.projection import Projection

# A change is sent within a second; a busy server may take some.
LATEST = timedelta(seconds=30)
_LOOK_SECONDS = 0.8


def search() -> Part:
    """Ask whether there is anything to find, and whether Elasticsearch answers and is up to date where the site uses one."""
    try:
        if not SearchEntry.objects.visible().exists():
            return Part(DEGRADED, "empty index")
        if not settings.ELASTICSEARCH["url"]:
            return Part(OK, "database")
        behind = lag()
        error = Projection.current().error
    except Error as error:
        return Part(DOWN, type(error).__name__)
    trouble = trouble_of_server() or error
    if trouble:
        return Part(DEGRADED, f"elasticsearch: {trouble}; the database answers")
    late = f"lag {round(behind.total_seconds())} s"
    return Part(OK if behind <= LATEST else DEGRADED, f"elasticsearch, {late}")


def trouble_of_server() -> str:
    """Return why Elasticsearch cannot answer now, in the words for operators, or nothing."""
    from search.engines.elasticsearch.server import look

    try:
        look(_LOOK_SECONDS)
    except EngineUnavailable as error:
        return str(error)
    return ""
