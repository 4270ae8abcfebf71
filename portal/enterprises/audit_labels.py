"""How deeds with enterprises are called, what text messages say, the way in from a person's overview, and what keeps an account open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.closing import Hindrance
from portal.enterprises.services.members import solely_owned
from portal.web.meta import Crumb

AUDIT_ACTIONS = {
    "enterprises.verified": _("企业取得核验"),
    "enterprises.confirmed": _("确认企业信息"),
    "enterprises.page_submitted": _("提交企业主页"),
    "enterprises.member.invited": _("邀请企业成员"),
    "enterprises.member.joined": _("加入企业"),
    "enterprises.member.role": _("变更成员身份"),
    "enterprises.member.left": _("退出企业"),
    "enterprises.hand_over.offered": _("发起负责人移交"),
    "enterprises.given_back": _("企业交还中心管理"),
    "enterprises.diagnosis.issued": _("出具产品诊断"),
    "enterprises.link_hidden": _("隐藏外部链接"),
    "enterprises.link_shown": _("恢复外部链接"),
}
TEXTS = {
    "enterprise_invitation": _("“%(name)s”邀请您加入企业，请登录后在“我的企业”里答复。"),
    "enterprise_confirm": _("“%(name)s”的企业信息还准确吗？点开确认：%(link)s"),
}


def overview_links(_user) -> list[Crumb]:
    """Return the entry on a person's overview."""
    return [Crumb(_("我的企业"), reverse("enterprises:my"))]


def hindrances(user) -> list[Hindrance]:
    """Return the enterprises that a person must hand over, or give back, before closing the account."""
    text = _("您是“%(name)s”唯一的负责人。请先移交给另一位成员，或者把企业交还中心管理，再注销账号。")
    return [
        Hindrance(
            text % {"name": enterprise.name},
            (
                Crumb(_("移交给另一位成员"), reverse("enterprises:my-members", args=[enterprise.pk])),
                Crumb(_("交还中心管理"), reverse("enterprises:my-give-back", args=[enterprise.pk])),
            ),
        )
        for enterprise in solely_owned(user)
    ]
