from django.db import migrations


class Migration(migrations.Migration):
    """The table of checked links belongs to ``portal.links`` from here on; the table itself stays as it is."""

    dependencies = [("enterprises", "0004_participation")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("LinkCheck")])]
