"""Which background tasks may be run twice. One that is not named here is never run again after its worker was killed."""

import contextlib

from django.utils.module_loading import import_string
from django_tasks.base import Task

_paths: set[str] = set()


def repeatable(task: Task) -> Task:
    """Say that a task may be run again after it was cut off at any point; a decorator above ``@task``, also called for Wagtail's tasks."""
    _paths.add(task.module_path)
    return task


def is_repeatable(task_path: str) -> bool:
    """Tell whether the task of that module path may be run again; one that this version of the program does not have may not."""
    with contextlib.suppress(ImportError):
        import_string(task_path)
    return task_path in _paths
