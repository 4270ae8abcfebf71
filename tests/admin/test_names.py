"""Rows that Django and Wagtail create in English get Chinese names, also while a command has translation switched off."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import Collection, Page

from portal.core.admin_names import name_in_chinese

pytestmark = pytest.mark.django_db


def test_created_rows_are_named():
    Permission.objects.filter(codename="add_redirect").update(name="Can add redirect")
    with translation.override(None):
        name_in_chinese()
    assert Permission.objects.get(codename="add_redirect").name == "可以添加重定向"
    assert Permission.objects.get(codename="access_admin").name == "可以进入管理后台"
    assert Page.objects.get(depth=1).title == "根页面"
    assert Collection.objects.get(depth=1).name == "全部文件"
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_what_staff_have_named_stays():
    Collection.objects.filter(depth=1).update(name="全县文件")
    name_in_chinese()
    name_in_chinese()
    assert Collection.objects.get(depth=1).name == "全县文件"
