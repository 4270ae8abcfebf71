"""What the nightly check found at the addresses that the portal sends its visitors to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, EDITOR, MEMBERSHIP, OPERATOR, role_rights
from portal.core.cache import shared

# Most characters of an address that is checked.
LONGEST = 500


class LinkCheckQuerySet(models.QuerySet):
    """Words for checked links."""

    def hidden(self):
        """Return the links that the public is not shown."""
        return self.filter(hidden=True)


@role_rights(dict.fromkeys((DIRECTOR, EDITOR, MEMBERSHIP, OPERATOR), ("change",)))
class LinkCheck(models.Model):
    """The last finding about one web address, whoever links to it (peers.md §3, 13 and 14)."""

    class State(models.TextChoices):
        OK = "ok", _("正常")
        UNCLEAR = "unclear", _("无法判断")
        MOVED = "moved", _("跳转到别的网站")
        DEAD = "dead", _("打不开")
        REFUSED = "refused", _("地址不能访问")
        HIJACKED = "hijacked", _("疑似被劫持")

    url = models.URLField(_("网址"), max_length=LONGEST, unique=True)
    state = models.CharField(_("结果"), max_length=8, choices=State, default=State.UNCLEAR)
    failures = models.PositiveSmallIntegerField(_("连续失败次数"), default=0)
    hidden = models.BooleanField(_("已对公众隐藏"), default=False)
    final_url = models.CharField(_("最终网址"), max_length=500, blank=True)
    title = models.CharField(_("网页标题"), max_length=200, blank=True)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    where = models.CharField(_("所在内容"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("检查时间"))

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        # Named when the enterprises kept it; a rename would lock out the version before during an upgrade.
        db_table = "enterprises_linkcheck"
        verbose_name = _("外部链接检查")
        verbose_name_plural = _("外部链接检查")
        ordering = ["-hidden", "-failures", "url"]

    def __str__(self):
        return self.url


def is_hidden(url: str) -> bool:
    """Return whether the public is not shown a link; costs no query while nothing changes."""
    return url in shared("links:hidden", lambda: frozenset(LinkCheck.objects.hidden().values_list("url", flat=True)))
