"""The worker of django-tasks, with a lease that tells when it is gone (:mod:`portal.ops.recovery`)."""

from django_tasks_db.management.commands import db_worker

from portal.ops.moved import follow_moved_tasks
from portal.ops.worker_life import kept_alive


class Command(db_worker.Command):
    help = "后台任务的工作进程。不指定 --queue-name 时处理所有队列。"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*")

    def handle(self, *, worker_id: str, queue_name: str, **options) -> None:
        follow_moved_tasks()
        with kept_alive(worker_id, queue_name):
            super().handle(worker_id=worker_id, queue_name=queue_name, **options)
