"""Putting a task into the queue together with the record it is about."""

from functools import partial

from django.db import transaction
from django_tasks.base import Task


def enqueue_with_record(task: Task, *args) -> None:
    """Enqueue a task in the transaction of the record it is about: both are kept or neither, whatever is killed in between.

    Where there is no queue and tasks run at once, it runs after the transaction.
    """
    if task.get_backend().supports_defer:
        task.enqueue(*args)
    else:
        transaction.on_commit(partial(task.enqueue, *args))
