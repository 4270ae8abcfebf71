"""Staff roles as groups, and what each may do (requirements.md §25). Loaded by ``manage.py setup_portal``; repeatable.

Nobody can publish alone: approval is a :class:`portal.moderation.workflow_steps.ReviewTask`. The ``publish`` rights of reviewers and
directors only let them take content off the site at once (R-MOD-4).
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

ADMIN_ACCESS = "wagtailadmin.access_admin"


# Wagtail keeps the rights on pictures and files with its own models, whichever model holds them.
_MEDIA = tuple(
    f"wagtail{app}.{action}_{model}" for app, model in (("images", "image"), ("docs", "document")) for action in ("add", "change", "choose")
)


@dataclass(frozen=True)
class Role:
    """A group of staff.

    ``pages`` are Wagtail page permissions on the whole tree; ``records`` are actions on every editorial record; ``extra`` are single
    permissions as ``app.codename``.
    """

    name: str
    pages: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    media: tuple[str, ...] = _MEDIA
    extra: tuple[str, ...] = field(default=())


_REFERENCE = tuple(
    f"{app}.{action}_{model}"
    for app, model in (("places", "town"), ("places", "countymap"), ("enterprises", "industryclass"), ("products", "productcategory"))
    for action in ("add", "change", "delete", "view")
)
_LOOK = ("view",)
_LINKS = ("links.change_linkcheck",)
# Comparing papers, diagnosing products, looking after links (R-ENT, R-SHOW-7).
_ENTERPRISE_SERVICES = (
    "enterprises.verify_enterprise",
    "enterprises.add_diagnosis",
    "enterprises.change_diagnosis",
    "enterprises.view_diagnosis",
    *_LINKS,
)
_ENTERPRISES = ("enterprises.add_enterprise", "enterprises.change_enterprise", "enterprises.view_enterprise")
_STATIONS = tuple(f"catalogues.{action}_station" for action in ("add", "change", "view"))
_PEOPLE = ("accounts.view_personal",)
_DESK = (*_PEOPLE, "accounts.print_paper_codes", "accounts.read_outbox")
# Who keeps the content also keeps what finds it.
_TAUGHT = ("synonym", "dictionaryword", "pinnedresult")
_SEARCH = (
    *(f"search.{action}_{model}" for model in _TAUGHT for action in ("add", "change", "delete", "view")),
    *("search.change_unansweredquery", "search.view_unansweredquery", "search.view_querycount"),
)
EDITOR = Role(str(_("网络编辑")), pages=("add", "change"), records=("add", "change", "view"), extra=(*_LINKS, *_SEARCH))
# What a reviewer does besides deciding in the workflow (R-MOD-4, R-SUP-1).
_MODERATION = ("moderation.take_down", "moderation.handle_report")
_RULE_MODELS = ("ruleclause", "termgroup", "allowedphrases", "contextwords")
_RULES_READ = tuple(f"moderation.view_{model}" for model in _RULE_MODELS)
_RULES = tuple(f"moderation.{action}_{model}" for model in _RULE_MODELS for action in ("add", "change", "view"))
REVIEWER = Role(
    str(_("审核员")),
    pages=("add", "change", "lock", "publish"),
    records=("add", "change", "view", "lock", "publish"),
    extra=(*_MODERATION, *_RULES_READ),
)
DIRECTOR = Role(
    str(_("中心主任")),
    pages=("add", "change", "bulk_delete", "lock", "unlock", "publish"),
    records=("add", "change", "view", "delete", "lock", "unlock", "publish"),
    extra=(
        *_REFERENCE,
        *_MODERATION,
        *_RULES,
        *_SEARCH,
        "moderation.restore",
        "moderation.view_governance",
        "core.view_auditentry",
        *_DESK,
        *_ENTERPRISE_SERVICES,
        "accounts.lock_accounts",
        "identity.change_siteidentity",
        "talent.change_talentsettings",
        "catalogues.change_provider_state",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
)
CLERK = Role(str(_("行政专员")), records=_LOOK, media=(), extra=_DESK)
OPERATOR = Role(str(_("运营人员")), pages=("add", "change"), records=("add", "change", "view"), extra=(*_DESK, *_ENTERPRISE_SERVICES))
MEMBERSHIP = Role(str(_("会员管理")), records=_LOOK, media=(), extra=(*_ENTERPRISES, *_ENTERPRISE_SERVICES, *_PEOPLE))
SETTLEMENT = Role(str(_("招商人员")), records=_LOOK, media=(), extra=(*_ENTERPRISES, *_PEOPLE))
_TALENT = tuple(
    f"talent.{action}_{model}" for model in ("job", "recommendation", "trainingbase", "practiceoffer") for action in ("add", "change")
)
TALENT = Role(str(_("人才就业专员")), records=_LOOK, media=(), extra=(*_PEOPLE, *_TALENT, "talent.change_talentsettings"))
TRAINING = Role(str(_("培训及站点统筹")), records=_LOOK, extra=(*_STATIONS, *_PEOPLE, "accounts.print_paper_codes"))
DATA = Role(str(_("数据专员")), records=_LOOK, media=())
# Apart from those whose deeds it reads (三员分离, domain.md §9).
AUDITOR = Role(str(_("安全审计员")), media=(), extra=("core.view_auditentry", "core.view_accessentry", "moderation.view_governance"))
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
