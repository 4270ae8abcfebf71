"""Phones become encrypted, with a blind index beside them. Numbers that are there were typed by staff and unique: they count as verified."""

import django.core.validators
from django.db import migrations, models

import portal.core.encryption


def encrypt_phones(apps, schema_editor):
    user_model = apps.get_model("accounts.User")
    for user in user_model.objects.exclude(plain_phone=None).exclude(plain_phone=""):
        user.phone = user.plain_phone
        user.phone_index = portal.core.encryption.blind_index(user.plain_phone, "phone")
        user.phone_verified = True
        user.save(update_fields=["phone", "phone_index", "phone_verified"])


def decrypt_phones(apps, schema_editor):
    user_model = apps.get_model("accounts.User")
    for user in user_model.objects.filter(phone_verified=True).exclude(phone_index=""):
        user.plain_phone = user.phone
        user.save(update_fields=["plain_phone"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_message"),
    ]

    operations = [
        migrations.RenameField("user", "phone", "plain_phone"),
        migrations.AddField(
            "user",
            "phone",
            portal.core.encryption.EncryptedTextField(
                blank=True,
                default="",
                max_length=11,
                validators=[django.core.validators.RegexValidator("^1[3-9]\\d{9}$", "请填写 11 位手机号码。")],
                verbose_name="手机号码",
            ),
        ),
        migrations.AddField(
            "user",
            "phone_index",
            models.CharField(blank=True, db_index=True, default="", editable=False, max_length=64, verbose_name="手机号码索引"),
        ),
        migrations.AddField("user", "phone_verified", models.BooleanField(default=False, verbose_name="手机号码已核验")),
        migrations.RunPython(encrypt_phones, decrypt_phones),
        migrations.RemoveField("user", "plain_phone"),
    ]
