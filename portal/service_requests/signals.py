"""What other rooms may want to follow."""

from django.dispatch import Signal

# A request is done. Sent once for each, inside the transaction of the last move, sender the model, with ``instance`` (the request: the
# result is the text of its last reply; ``fee``, ``provider``, ``service_class``, ``town``, ``closed_at``) and ``actor``, who reported it.
request_done = Signal()
