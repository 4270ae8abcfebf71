"""Staff roles as groups, and what each may do (requirements.md §25). Loaded by ``manage.py setup_portal``; repeatable.

Nobody can publish alone: approval is a :class:`portal.moderation.workflow_steps.ReviewTask`. The ``publish`` rights of reviewers and
directors only let them take content off the site at once (R-MOD-4).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ADMIN_ACCESS = "wagtailadmin.access_admin"


# Wagtail keeps the rights on pictures and files with its own models, whichever model holds them.
_MEDIA = tuple(
    f"wagtail{app}.{action}_{model}" for app, model in (("images", "image"), ("docs", "document")) for action in ("add", "change", "choose")
)


@dataclass(frozen=True, eq=False)
class Role:
    """A group of staff.

    ``label`` names the group; ``pages`` are Wagtail page permissions on the whole tree; ``records`` are actions on every editorial record;
    ``lower`` are single permissions as ``app.codename`` of this room and of what it is built upon. What a role may do in the rooms above,
    these declare themselves (:func:`role_rights`).
    """

    label: str | Promise
    pages: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    media: tuple[str, ...] = _MEDIA
    lower: tuple[str, ...] = ()
    rights: set[str] = field(default_factory=set, repr=False)

    @property
    def name(self) -> str:
        """The name of the group."""
        return str(self.label)

    @property
    def extra(self) -> tuple[str, ...]:
        """All single permissions, as ``app.codename``, in one order."""
        return tuple(sorted({*self.lower, *self.rights}))


def role_rights(rights: Mapping[Role, Iterable[str]]) -> Callable[[type[Model]], type[Model]]:
    """Return a class decorator that gives roles rights on a model, in the room of the model.

    Args:
        rights: actions by role; an action is the codename of one of the model's own ``Meta.permissions`` or Django's ``add``, ``change``,
            ``delete`` or ``view``.
    """

    def declare(model: type[Model]) -> type[Model]:
        own = {codename for codename, _name in model._meta.permissions}
        for role, actions in rights.items():
            names = (action if action in own else f"{action}_{model._meta.model_name}" for action in actions)
            role.rights.update(f"{model._meta.app_label}.{name}" for name in names)
        return model

    return declare


_LOOK = ("view",)
_PEOPLE = ("accounts.view_personal",)
_DESK = (*_PEOPLE, "accounts.print_paper_codes", "accounts.read_outbox")
EDITOR = Role(_("网络编辑"), pages=("add", "change"), records=("add", "change", "view"))
REVIEWER = Role(_("审核员"), pages=("add", "change", "lock", "publish"), records=("add", "change", "view", "lock", "publish"))
DIRECTOR = Role(
    _("中心主任"),
    pages=("add", "change", "bulk_delete", "lock", "unlock", "publish"),
    records=("add", "change", "view", "delete", "lock", "unlock", "publish"),
    lower=(
        *_DESK,
        "accounts.lock_accounts",
        "core.view_auditentry",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
)
CLERK = Role(_("行政专员"), records=_LOOK, media=(), lower=_DESK)
OPERATOR = Role(_("运营人员"), pages=("add", "change"), records=("add", "change", "view"), lower=_DESK)
MEMBERSHIP = Role(_("会员管理"), records=_LOOK, media=(), lower=_PEOPLE)
SETTLEMENT = Role(_("招商人员"), records=_LOOK, media=(), lower=_PEOPLE)
TALENT = Role(_("人才就业专员"), records=_LOOK, media=(), lower=_PEOPLE)
TRAINING = Role(_("培训及站点统筹"), records=_LOOK, lower=(*_PEOPLE, "accounts.print_paper_codes"))
DATA = Role(_("数据专员"), records=_LOOK, media=())
# Apart from those whose deeds it reads (三员分离, domain.md §9).
AUDITOR = Role(_("安全审计员"), media=(), lower=("core.view_auditentry", "core.view_accessentry"))
ROLES = (EDITOR, REVIEWER, DIRECTOR, CLERK, OPERATOR, MEMBERSHIP, SETTLEMENT, TALENT, TRAINING, DATA, AUDITOR)


def ensure_roles(record_models: list) -> dict[str, Group]:
    """Create or bring up to date all groups with exactly the rights of the table.

    Args:
        record_models: the editorial record models, whose permissions carry ``records`` actions.
    """
    return {role.name: _ensure_role(role, record_models) for role in ROLES}


def _ensure_role(role: Role, record_models: list) -> Group:
    group, _created = Group.objects.get_or_create(name=role.name)
    names = {ADMIN_ACCESS, *role.extra}
    for model in record_models:
        names |= {f"{model._meta.app_label}.{action}_{model._meta.model_name}" for action in role.records}
    group.permissions.set([_permission(name) for name in sorted(names)])
    root = Page.get_first_root_node()
    GroupPagePermission.objects.filter(group=group).delete()
    for action in role.pages:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group=group).delete()
    for name in role.media:
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=_permission(name))
    return group


def _permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
