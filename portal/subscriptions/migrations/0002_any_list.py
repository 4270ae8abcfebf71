from django.db import migrations, models

BEFORE, AFTER = "talent.savedsearch", "subscriptions.savedsearch"


def _rename(apps, before: str, after: str) -> None:
    apps.get_model("core", "Consent").objects.filter(object_kind=before).update(object_kind=after)


def forwards(apps, _schema_editor):
    """Let the consents name their subscriptions by the new room."""
    _rename(apps, BEFORE, AFTER)


def backwards(apps, _schema_editor):
    """Name them by the old one."""
    _rename(apps, AFTER, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial"), ("core", "0002_logs_and_consents")]

    operations = [
        migrations.RemoveConstraint("savedsearch", "talent_savedsearch_once"),
        migrations.AddField(
            "savedsearch",
            "feed",
            # The version before, which runs on during an upgrade, knows the list of jobs only.
            models.CharField(db_default="jobs", default="jobs", max_length=30, verbose_name="栏目"),
        ),
        migrations.AddConstraint(
            "savedsearch",
            models.UniqueConstraint(fields=("user", "feed", "query", "channel"), name="subscriptions_savedsearch_once"),
        ),
        migrations.RunPython(forwards, backwards),
    ]
