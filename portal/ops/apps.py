from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalOpsConfig(AppConfig):
    name = "portal.ops"
    label = "ops"
    verbose_name = _("运行维护")

    def ready(self):
        from wagtail.images.tasks import set_image_focal_point_task
        from wagtail.tasks import delete_file_from_storage_task, update_reference_index_task

        from portal.core.retention import purge_logs
        from portal.core.withdrawn import forget_old_marks
        from portal.core.writes import unseen
        from portal.ops import jobs, schedule
        from portal.ops.repeatable import repeatable

        unseen(*self.get_models())
        for task in (set_image_focal_point_task, delete_file_from_storage_task, update_reference_index_task):
            repeatable(task)
        schedule.every(schedule.HALF_A_MINUTE, jobs.publish, queue=schedule.PROMPT, priority=60)
        schedule.every(schedule.HALF_A_MINUTE, jobs.heartbeat, queue=schedule.PROMPT, priority=50)
        schedule.every(schedule.A_DAY, jobs.prune)
        schedule.every(schedule.A_DAY, purge_logs)
        schedule.every(schedule.AN_HOUR, forget_old_marks)
