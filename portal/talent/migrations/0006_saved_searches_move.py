from django.db import migrations


class Migration(migrations.Migration):
    """The table of saved searches belongs to ``portal.subscriptions`` from here on; the table itself stays as it is."""

    dependencies = [("talent", "0005_orders_of_lists")]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("SavedSearch")])]
