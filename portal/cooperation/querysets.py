"""Words for calls."""

from portal.core.querysets import EditorialQuerySet


class CallQuerySet(EditorialQuerySet):
    """Calls for joint training."""
