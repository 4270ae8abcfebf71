"""The admin's sidebar, made once for each person: it is the same on every screen and takes a quarter of the time of one."""

from types import SimpleNamespace

import pytest
from wagtail.admin.menu import admin_menu
from wagtail.admin.telepath import JSContext
from wagtail.admin.templatetags import wagtailadmin_tags


@pytest.fixture
def one_sidebar(monkeypatch):
    """Keep the menu of each user for the rest of the test, for tests that ask for hundreds of screens and change no right."""
    menus, packed = {}, {}

    def menu_of(request):
        if request.user.pk not in menus:
            menus[request.user.pk] = admin_menu.render_component(request)
        return menus[request.user.pk]

    class KeptContext(JSContext):
        def pack(self, obj):
            user = obj[-1].user.pk
            if user not in packed:
                packed[user] = super().pack(obj)
            return packed[user]

    monkeypatch.setattr(wagtailadmin_tags, "admin_menu", SimpleNamespace(render_component=menu_of))
    monkeypatch.setattr(wagtailadmin_tags, "JSContext", KeptContext)
