"""Chinese names for the rows that Django and Wagtail create in English: permissions, root page, root collection, groups, workflow.

They are data, so no catalogue reaches them; the admin shows them to staff all the same.
"""

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_ACTIONS = {
    "add": _("添加"),
    "change": _("修改"),
    "delete": _("删除"),
    "view": _("查看"),
    "publish": _("发布"),
    "lock": _("锁定"),
    "unlock": _("解锁"),
    "choose": _("选用"),
}
# model, field, the name that Wagtail's migrations give, the name that staff see
_ROWS = (
    ("wagtailcore.Page", "title", "Root", _("根页面")),
    ("wagtailcore.Page", "draft_title", "Root", _("根页面")),
    ("wagtailcore.Collection", "name", "Root", _("全部文件")),
    ("wagtailcore.Workflow", "name", "Moderators approval", _("默认审批")),
    ("wagtailcore.Task", "name", "Moderators approval", _("默认审批")),
    ("auth.Group", "name", "Editors", _("默认编辑组")),
    ("auth.Group", "name", "Moderators", _("默认审核组")),
)


def name_in_chinese(**_signal) -> None:
    """Rename what still bears its English name; what staff have renamed stays. A receiver of ``post_migrate``."""
    # The command migrate switches translation off while it runs.
    with translation.override(settings.LANGUAGE_CODE):
        _name_permissions()
        for label, field, english, chinese in _ROWS:
            apps.get_model(label).objects.filter(**{field: english}).update(**{field: str(chinese)})


def _name_permissions() -> None:
    permission_model = apps.get_model("auth.Permission")
    renamed = []
    for permission in permission_model.objects.select_related("content_type"):
        name = _chinese_name(permission)
        if name != permission.name:
            permission.name = name[:255]
            renamed.append(permission)
    permission_model.objects.bulk_update(renamed, ["name"], batch_size=200)


def _chinese_name(permission) -> str:
    """Return "可以", the action and what it is done to; the name as translated, or as it is, for permissions of other kinds."""
    model = permission.content_type.model_class()
    action = permission.codename.removesuffix(f"_{permission.content_type.model}")
    if not permission.name.startswith("Can ") or model is None or action not in _ACTIONS:
        return gettext(permission.name)
    return gettext("可以%(action)s%(kind)s") % {"action": _ACTIONS[action], "kind": model._meta.verbose_name}
