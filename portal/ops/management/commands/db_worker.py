"""The worker of django-tasks, with a lease that tells when it is gone (:mod:`portal.ops.recovery`)."""

import os

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from portal.ops.moved import follow_moved_tasks
from portal.ops.worker_life import kept_alive


class Command(db_worker.Command):
    help = "后台任务的工作进程。不指定 --queue-name 时处理所有队列。"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*")

    def handle(self, *, worker_id: str, queue_name: str, reload: bool, **options) -> None:
        arguments = {"worker_id": worker_id, "queue_name": queue_name, "reload": reload, **options}
        if reload and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            # This process only starts another one, which is the worker.
            super().handle(**arguments)
            return
        follow_moved_tasks()
        with kept_alive(worker_id, queue_name):
            super().handle(**arguments)
