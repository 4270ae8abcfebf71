"""The accounts' own part of a person's data, and why the rows of Wagtail and of the logs are none."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Message, memberships_of
from portal.accounts.personal_data import Part, as_text, contribute, exempt, keep, personal_data
from portal.core.access_log import AccessEntry
from portal.core.audit import AuditEntry, action_name
from portal.core.consents import Consent
from portal.core.masking import mask_name

DEEDS_SHOWN = 200
MOST_LOOKS = 500


def _account(user) -> list[dict]:
    return [
        {
            str(_("用户名")): user.username,
            str(_("姓名或称呼")): user.get_full_name(),
            str(_("手机号码")): user.phone,
            str(_("手机号码已核验")): as_text(user.phone_verified),
            str(_("电子邮箱")): user.email,
            str(_("注册时间")): as_text(user.date_joined),
            str(_("上次登录")): as_text(user.last_login),
        }
    ]


def _memberships(user) -> list[dict]:
    return [
        {str(_("身份")): row.kind_of_person(), str(_("单位")): str(row.organisation), str(_("角色")): row.get_role_display()}
        for row in memberships_of(user)
    ]


def _end_memberships(user) -> None:
    for row in memberships_of(user):
        row.left_at = timezone.now()
        row.save(update_fields=["left_at"])


def _viewer(entry: AccessEntry) -> str:
    """Return who looked: the family name while the account stands, else what the log called the viewer."""
    viewer = entry.viewer
    return mask_name(viewer.get_full_name()) if viewer and not viewer.closed_at else entry.viewer_name


_FIELDS = {"phone": _("手机号码"), "resume": _("简历"), "email": _("电子邮箱")}


def what_was_seen(field: str) -> str:
    """Return the words for a field of the access log."""
    return str(_FIELDS.get(field, field))


def _deeds(user) -> list[dict]:
    entries = AuditEntry.objects.filter(actor=user)[:DEEDS_SHOWN]
    return [{str(_("时间")): as_text(entry.at), str(_("操作")): action_name(entry.action)} for entry in entries]


def looks_at(user, records) -> dict[int, list[dict]]:
    """Return who saw what of a person in records of one model, and when: ``{key: [{"at", "viewer", "what", "purpose"}]}``, newest first."""
    found: dict[int, list[dict]] = {}
    if records:
        about = {"object_kind": records[0]._meta.label_lower, "object_id__in": [str(record.pk) for record in records]}
        for entry in AccessEntry.objects.filter(person=user, **about).select_related("viewer")[:MOST_LOOKS]:
            look = {"at": entry.at, "viewer": _viewer(entry), "what": what_was_seen(entry.field), "purpose": entry.purpose}
            found.setdefault(int(entry.object_id), []).append(look)
    return found


def _ways_in(user) -> list[dict]:
    ways = [(_("动态口令"), row.created_at) for row in Authenticator.objects.filter(user=user)]
    ways += [(_("微信"), row.date_joined) for row in SocialAccount.objects.filter(user=user)]
    return [{str(_("登录方式")): str(way), str(_("添加时间")): as_text(added)} for way, added in ways]


def _forget_ways_in(user) -> None:
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()


contribute(Part("account", _("账号"), _account, lambda user: None, _("注销后只留下编号，姓名、手机号码和邮箱都会清除。")))
contribute(
    Part("ways_in", _("登录方式"), _ways_in, _forget_ways_in),
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "account.EmailAddress",
)
contribute(Part("memberships", _("代表的单位"), _memberships, _end_memberships, _("单位的办事记录按法律规定保存，不少于 3 年。")))
personal_data(_("站内消息"), [(_("时间"), "created_at"), "subject", "body"], code="messages")(Message)
personal_data(
    _("同意记录"),
    [(_("同意内容"), "text"), (_("对象"), "object_name"), "given_at", "withdrawn_at"],
    owner="person",
    erase=keep(_("证明您同意过什么，保存不少于 3 年（网络数据安全管理条例第十二条）。")),
    code="consents",
    related=("text",),
)(Consent)
personal_data(
    _("谁看过我的信息"),
    [
        (_("时间"), "at"),
        (_("查看人"), _viewer),
        (_("查看内容"), lambda row: what_was_seen(row.field)),
        (_("用途"), "purpose"),
    ],
    owner="person",
    erase=keep(_("查看记录保存不少于 3 年（网络数据安全管理条例第十二条）。")),
    code="looks",
    related=("viewer",),
)(AccessEntry)

contribute(
    Part(
        "deeds",
        _("操作日志"),
        _deeds,
        lambda user: None,
        _("办理事项的日志只记账号编号，不记姓名，保存不少于 3 年（网络数据安全管理条例第十二条）。"),
    ),
    "core.AuditEntry",
)

_STAFF_WORK = _("工作人员办事留下的经办记录，不是其个人资料")
for _label in (
    "accounts.PaperSheet",
    "accounts.PaperCode",
    "media.CustomDocument",
    "media.CustomImage",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.Page",
    "wagtailcore.PageLogEntry",
    "wagtailcore.PageSubscription",
    "wagtailcore.Revision",
    "wagtailcore.TaskState",
    "wagtailcore.UploadedFile",
    "wagtailcore.WorkflowState",
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailusers.UserProfile",
):
    exempt(_label, _STAFF_WORK)
