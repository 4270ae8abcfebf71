from django.db import migrations, models


def mark_internal(apps, schema_editor):
    """Mark what has no firm: so far that was all that told a reservation of the centre."""
    apps.get_model("venues", "Booking").objects.filter(enterprise=None).update(is_internal=True)


class Migration(migrations.Migration):
    dependencies = [("venues", "0001_venues_bookings")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="is_internal",
            field=models.BooleanField(default=False, editable=False, verbose_name="中心自用"),
        ),
        migrations.AddField(
            model_name="booking",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="催办时间"),
        ),
        migrations.RunPython(mark_internal, migrations.RunPython.noop),
    ]
