"""The accounts' own part of a person's data, and why the rows of Wagtail and of the logs are none."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import memberships_of
from portal.accounts.own_data import Part, contribute, exempt
from portal.core.access_log import AccessEntry
from portal.core.consents import Consent
from portal.core.masking import mask_name


def _local(moment) -> str:
    from django.utils import timezone

    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def _account(user) -> list[dict]:
    return [
        {
            str(_("用户名")): user.username,
            str(_("姓名或称呼")): user.get_full_name(),
            str(_("手机号码")): user.phone,
            str(_("手机号码已核验")): str(_("是")) if user.phone_verified else str(_("否")),
            str(_("电子邮箱")): user.email,
            str(_("注册时间")): _local(user.date_joined),
            str(_("上次登录")): _local(user.last_login),
        }
    ]


def _memberships(user) -> list[dict]:
    return [
        {str(_("身份")): row.kind_of_person(), str(_("单位")): str(row.organisation), str(_("角色")): row.get_role_display()}
        for row in memberships_of(user)
    ]


def _end_memberships(user) -> None:
    from django.utils import timezone

    for row in memberships_of(user):
        row.left_at = timezone.now()
        row.save(update_fields=["left_at"])


def _messages(user) -> list[dict]:
    return [{str(_("时间")): _local(row.created_at), str(_("标题")): row.subject, str(_("正文")): row.body} for row in user.inbox.all()]


def _consents(user) -> list[dict]:
    return [
        {
            str(_("同意内容")): str(row.text),
            str(_("对象")): row.object_name,
            str(_("同意时间")): _local(row.given_at),
            str(_("撤回时间")): _local(row.withdrawn_at),
        }
        for row in Consent.objects.filter(person=user).select_related("text")
    ]


def _looks(user) -> list[dict]:
    return [
        {
            str(_("时间")): _local(row.at),
            str(_("查看人")): mask_name(row.viewer_name),
            str(_("查看内容")): what_was_seen(row.field),
            str(_("用途")): row.purpose,
        }
        for row in AccessEntry.objects.filter(person=user)
    ]


_FIELDS = {"phone": _("手机号码"), "resume": _("简历"), "email": _("电子邮箱")}


def what_was_seen(field: str) -> str:
    """Return the words for a field of the access log."""
    return str(_FIELDS.get(field, field))


def _ways_in(user) -> list[dict]:
    ways = [
        {str(_("登录方式")): str(_("动态口令")), str(_("添加时间")): _local(row.created_at)}
        for row in Authenticator.objects.filter(user=user)
    ]
    return ways + [
        {str(_("登录方式")): str(_("微信")), str(_("添加时间")): _local(row.date_joined)} for row in SocialAccount.objects.filter(user=user)
    ]


def _forget_ways_in(user) -> None:
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()


def _erase_nothing(_user) -> None:
    """Stays by law."""


contribute(Part("account", _("账号"), _account, _erase_nothing, _("注销后只留下编号，姓名、手机号码和邮箱都会清除。")))
contribute(
    Part("ways_in", _("登录方式"), _ways_in, _forget_ways_in),
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "account.EmailAddress",
)
contribute(Part("memberships", _("代表的单位"), _memberships, _end_memberships, _("单位的办事记录按法律规定保存，不少于 3 年。")))
contribute(Part("messages", _("站内消息"), _messages, lambda user: user.inbox.all().delete() and None), "accounts.Message")
contribute(
    Part("consents", _("同意记录"), _consents, _erase_nothing, _("证明您同意过什么，保存不少于 3 年（网络数据安全管理条例第十二条）。")),
    "core.Consent",
)
contribute(
    Part("looks", _("谁看过我的信息"), _looks, _erase_nothing, _("查看记录保存不少于 3 年（网络数据安全管理条例第十二条）。")),
    "core.AccessEntry",
)

_STAFF_WORK = _("工作人员办事留下的经办记录，不是其个人资料")
for _label in (
    "accounts.PaperSheet",
    "accounts.PaperCode",
    "core.AuditEntry",
    "catalogues.ProviderStateChange",
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
