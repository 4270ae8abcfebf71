from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogues", "0007_agreements")]

    operations = [
        migrations.RemoveField(model_name="provider", name="agreement_number"),
        migrations.RemoveField(model_name="provider", name="agreement_until"),
    ]
