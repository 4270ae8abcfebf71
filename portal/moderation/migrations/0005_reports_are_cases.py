"""Reports become a kind of case: they keep their table, get due time and owner, and their numbers are counted by portal.cases."""

from datetime import datetime, timedelta

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

SERIES, DAY = "JB", "%Y%m%d"


def count_in_cases(apps, schema_editor):
    """Let the numbers of each day go on where they stand."""
    ReportNumber = apps.get_model("moderation", "ReportNumber")
    NumberCounter = apps.get_model("cases", "NumberCounter")
    NumberCounter.objects.bulk_create(
        NumberCounter(series=SERIES, period=row.day.strftime(DAY), last=row.last) for row in ReportNumber.objects.all()
    )


def count_in_moderation(apps, schema_editor):
    """Undo :func:`count_in_cases`."""
    ReportNumber = apps.get_model("moderation", "ReportNumber")
    NumberCounter = apps.get_model("cases", "NumberCounter")
    counters = NumberCounter.objects.filter(series=SERIES)
    ReportNumber.objects.bulk_create(
        ReportNumber(day=datetime.strptime(row.period, DAY).date(), last=row.last)  # noqa: DTZ007 - a day, no time
        for row in counters
    )
    counters.delete()


def set_due(apps, schema_editor):
    """Give reports of before the due time that the setting gives them."""
    hours = settings.REPORT_HOURS
    apps.get_model("moderation", "Report").objects.update(
        due_at=F("created_at") + timedelta(hours=hours), due_why=f"收到后{hours}小时（系统升级时补算）"
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0001_initial"),
        ("moderation", "0004_rule_kinds"),
    ]

    operations = [
        migrations.RunPython(count_in_cases, count_in_moderation),
        migrations.DeleteModel(name="ReportNumber"),
        migrations.AddField(
            model_name="report",
            name="due_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="办理期限"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="due_why",
            field=models.CharField(default="", max_length=300, verbose_name="期限依据"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办人",
            ),
        ),
        migrations.RunPython(set_due, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="report",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="收到时间"),
        ),
    ]
