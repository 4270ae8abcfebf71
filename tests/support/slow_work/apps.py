"""What the app has done again and again: two jobs a day and one every second, nothing of the portal's own."""

from django.apps import AppConfig


class SlowWorkConfig(AppConfig):
    name = "tests.support.slow_work"
    label = "slow_work"

    def ready(self):
        from portal.ops import schedule
        from tests.support.slow_work import tasks

        schedule.every(schedule.A_DAY, tasks.slow_daily)
        schedule.every(schedule.A_DAY, tasks.quick_daily)
        schedule.every(1.0, tasks.prompt, queue=schedule.PROMPT, priority=60)
