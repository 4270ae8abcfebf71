"""Background work on the dashboard."""

from wagtail import hooks

from portal.ops.panels import warn_of_undone_work

hooks.register("construct_homepage_panels", warn_of_undone_work)
