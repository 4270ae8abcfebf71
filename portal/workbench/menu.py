"""The admin's menu: few enough entries for a small screen, each with a name and an icon of its own, and the person's whole name below."""

from copy import copy
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.sidebar import MainMenuModule
from wagtail.admin.utils import get_user_display_name


@dataclass(frozen=True)
class MenuGroup:
    """An entry that takes in what rooms put into the main menu with an ``order`` in ``orders``."""

    orders: range
    name: str
    label: str | Promise
    icon: str


GROUPS = (
    MenuGroup(range(205, 210), "review", _("内容审核"), "clipboard-list"),
    MenuGroup(range(210, 220), "services", _("服务"), "form"),
    MenuGroup(range(220, 225), "enterprises", _("企业"), "group"),
    MenuGroup(range(225, 230), "training", _("培训"), "calendar-check"),
    MenuGroup(range(232, 240), "coverage", _("宣传与指标"), "pick"),
    MenuGroup(range(240, 250), "plan", _("计划与督办"), "list-ul"),
    MenuGroup(range(300, 500), "media", _("图片和文件"), "image"),
)


def regroup(request, menu_items: list[MenuItem]) -> None:
    """Put the entries of a group below one; what is alone stays as it is, under the icon of the group. A hook of the main menu."""
    for group in GROUPS:
        members = sorted((item for item in menu_items if item.order in group.orders), key=lambda item: item.order)
        entries = [copy(entry) for member in members for entry in _entries(member, request)]
        if not entries:
            continue
        for place, entry in enumerate(entries):
            entry.order = place
        menu_items[:] = [item for item in menu_items if item not in members]
        if len(entries) == 1:
            entries[0].icon_name, entries[0].order = group.icon, group.orders.start
            menu_items.append(entries[0])
        else:
            menu = Menu(items=entries)
            menu_items.append(SubmenuMenuItem(group.label, menu, name=group.name, icon_name=group.icon, order=group.orders.start))


def _entries(item: MenuItem, request) -> list[MenuItem]:
    if not isinstance(item, SubmenuMenuItem):
        return [item]
    return sorted(item.menu.menu_items_for_request(request), key=lambda entry: entry.order)


class RightMenuItem(MenuItem):
    """A menu entry for those with a right; ``may_see`` is a permission or a function of the user."""

    def __init__(self, label, url_name: str, may_see, **kwargs):
        super().__init__(label, reverse(url_name), name=url_name, **kwargs)
        self.may_see = may_see

    def is_shown(self, request):
        return self.may_see(request.user) if callable(self.may_see) else request.user.has_perm(self.may_see)


class NamedMenuModule(MainMenuModule):
    """The main menu with the whole name of who has signed in."""

    def js_args(self):
        menu, account, person = super().js_args()
        return [menu, account, {**person, "name": get_user_display_name(self.user)}]
