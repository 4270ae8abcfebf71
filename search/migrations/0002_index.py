from django.db import migrations


def create(apps, schema_editor):
    """Create the index beside the entries' table; its statements stand with the engine that uses it."""
    from search.engines.database.tables import ensure

    ensure(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
