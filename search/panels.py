"""Tells staff on the dashboard when visitors' searches are answered without Elasticsearch, or late."""

from django.conf import settings
from wagtail.admin.ui.components import Component

from search.health import LATEST
from search.lag import lag, unsent
from search.projection import Projection


class SearchLagPanel(Component):
    """A warning while Elasticsearch fails or is behind; visitors are answered by the database meanwhile and are told nothing."""

    name = "search_lag"
    template_name = "search/admin/lag.html"
    order = 60

    def get_context_data(self, parent_context):
        row = Projection.current()
        return {
            "failing_since": row.failing_since,
            "error": row.error,
            "waiting": unsent().count(),
            "minutes": int(lag().total_seconds() // 60),
        }


def warn_of_lag(request, panels) -> None:
    """Add the warning while there is something to warn of; a hook of the dashboard."""
    if settings.ELASTICSEARCH["url"] and (Projection.current().failing_since or lag() > LATEST):
        panels.append(SearchLagPanel())
