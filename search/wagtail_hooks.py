"""Search in the admin menu and on the dashboard."""

from wagtail import hooks

from search.panels import warn_of_lag
from search.viewsets import SearchGroup

hooks.register("construct_homepage_panels", warn_of_lag)


@hooks.register("register_admin_viewset")
def search_group():
    """Register the screens of search."""
    return SearchGroup()
