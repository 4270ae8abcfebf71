import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("talent", "0006_saved_searches_move"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The table exists: the talent pages made it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SavedSearch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("query", models.CharField(blank=True, max_length=300, verbose_name="条件")),
                        (
                            "every",
                            models.CharField(
                                choices=[("day", "每天"), ("week", "每周")], default="week", max_length=4, verbose_name="频率"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("email", "电子邮件"), ("sms", "短信")], default="email", max_length=5, verbose_name="方式"
                            ),
                        ),
                        ("token", models.CharField(editable=False, max_length=43, unique=True, verbose_name="退订码")),
                        ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="保存时间")),
                        ("sent_at", models.DateTimeField(editable=False, null=True, verbose_name="上次发送")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_searches",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="用户",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "订阅",
                        "verbose_name_plural": "订阅",
                        "db_table": "talent_savedsearch",
                        "constraints": [models.UniqueConstraint(fields=("user", "query", "channel"), name="talent_savedsearch_once")],
                    },
                )
            ]
        ),
    ]
