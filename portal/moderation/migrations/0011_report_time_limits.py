from django.db import migrations, models


def say_what_was_in_time(apps, _schema_editor):
    """Let the limits of what has come begin when it came, and say of what has been answered whether that was in time."""
    rows = apps.get_model("moderation", "Report").objects
    rows.update(due_from=models.F("created_at"))
    answered = rows.exclude(closed_at=None)
    answered.filter(closed_at__lte=models.F("due_at")).update(in_time=True)
    answered.filter(closed_at__gt=models.F("due_at")).update(in_time=False)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0010_told_of_late"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="due_from",
            field=models.DateTimeField(editable=False, null=True, verbose_name="期限起算时间"),
        ),
        migrations.AddField(
            model_name="report",
            name="due_number",
            field=models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="期限长度"),
        ),
        migrations.AddField(
            model_name="report",
            name="in_time",
            field=models.BooleanField(editable=False, null=True, verbose_name="首次答复按时"),
        ),
        migrations.AddField(
            model_name="report",
            name="warned_percent",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name="已预警到（%）"),
        ),
        migrations.RunPython(say_what_was_in_time, migrations.RunPython.noop, elidable=True),
    ]
