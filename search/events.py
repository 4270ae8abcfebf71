"""What search tells others."""

from django.dispatch import Signal

# Sent after the transaction with ``ids`` of entries that have changed or gone: projections listen.
entries_changed = Signal()
