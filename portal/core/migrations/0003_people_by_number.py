"""Calls everybody but staff, and what is a person's own, by number in the logs that are there (``portal.core.audit.log_name``)."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat

from portal.core.append_only import add_triggers, drop_triggers

LOGS = ("core_auditentry", "core_accessentry")
# What was named by a text that the person had written.
OWN = {
    "talent.wantednotice": "求职信息",
    "talent.recommendation": "推荐人才",
    "subscriptions.savedsearch": "订阅",
    "talent.savedsearch": "订阅",
}


def _number(name: str, key: str) -> Concat:
    return Concat(Value(f"{name} "), Cast(F(key), models.CharField(max_length=64)), output_field=models.CharField())


def call_by_number(apps, _schema_editor):
    app_label, model_name = settings.AUTH_USER_MODEL.split(".")
    users = apps.get_model(app_label, model_name).objects
    access = Q(groups__permissions__codename="access_admin") | Q(user_permissions__codename="access_admin")
    staff = [*users.filter(Q(is_superuser=True) | access).values_list("pk", flat=True).distinct()]
    audit, looks, consents = (apps.get_model("core", name).objects for name in ("AuditEntry", "AccessEntry", "Consent"))
    audit.exclude(actor_id=None).exclude(actor_id__in=staff).update(actor_name=_number("用户", "actor_id"))
    looks.exclude(viewer_id=None).exclude(viewer_id__in=staff).update(viewer_name=_number("用户", "viewer_id"))
    keys = [str(key) for key in staff]
    for rows in (audit, looks, consents):
        rows.filter(object_kind="accounts.user").exclude(object_id__in=keys).update(object_name=_number("用户", "object_id"))
        for kind, name in OWN.items():
            rows.filter(object_kind=kind).update(object_name=_number(name, "object_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_logs_and_consents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.RunPython(drop_triggers(table), migrations.RunPython.noop) for table in LOGS),
        migrations.RunPython(call_by_number, migrations.RunPython.noop),
        *(migrations.RunPython(add_triggers(table), migrations.RunPython.noop) for table in LOGS),
    ]
