"""What the page behind a link says about the link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from string import ascii_lowercase, ascii_uppercase

from django.utils.translation import gettext as _

from portal.core.addresses import parts_of
from portal.core.text import clean_line
from portal.links.fetching import MAX_BYTES, ForbiddenAddressError, Page, UnreachableError, fetch
from portal.links.models import LinkCheck
from portal.moderation.rules import current_rules
from portal.moderation.screening import Action, screen

# Shops show programs a riddle or refuse them, which says nothing about what people see.
_UNCLEAR = frozenset({401, 403, 405, 406, 408, 418, 420, 425, 429, 451, 503})
# Keeps places: of some letters the small form is longer.
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_SKIPPED = ("script", "style")
_NAME = re.compile(r"[a-z][a-z0-9]*")
# Tags inside a paragraph.
_INLINE = re.compile(r"</?(?:a|b|em|font|i|span|strong|u)(?:\s[^<>]*)?>", re.IGNORECASE)
# Domains under which everybody registers: there the owner's name is one label further left.
_SHARED_ENDINGS = frozenset({"com.cn", "net.cn", "org.cn", "gov.cn", "edu.cn", "ac.cn"})
# A platform's names that lead to one another.
_FAMILIES = (
    frozenset({"taobao.com", "tmall.com", "alibaba.com", "1688.com"}),
    frozenset({"jd.com", "jd.hk"}),
    frozenset({"pinduoduo.com", "yangkeduo.com"}),
    frozenset({"suning.com", "suning.cn"}),
    frozenset({"douyin.com", "jinritemai.com", "iesdouyin.com"}),
    frozenset({"qq.com", "weixin.com"}),
)
# Enough of a page to know it by; the words of a whole page would be judged without their surroundings.
_WORDS = 1500


@dataclass(frozen=True)
class Finding:
    """What one visit found; ``page`` is missing where nobody answered."""

    state: str
    reason: str = ""
    page: Page | None = None

    @property
    def title(self) -> str:
        """The page's title."""
        return title_of(self.page.text) if self.page else ""


def visit(url: str, *, most_bytes: int = MAX_BYTES) -> Finding:
    """Visit an address; reads no database, so that threads may call it. :func:`judged` says the last word.

    Args:
        url: the address.
        most_bytes: how much of the page is read.
    """
    try:
        page = fetch(url, most_bytes=most_bytes)
    except ForbiddenAddressError:
        return Finding(LinkCheck.State.REFUSED, _("地址不能访问：指向内部网络，或端口、格式不对。"))
    except UnreachableError:
        return Finding(LinkCheck.State.DEAD, _("连接不上、超时或证书无效。"))
    if page.status in _UNCLEAR:
        return Finding(LinkCheck.State.UNCLEAR, _("对方不让程序查看（状态 %(status)s）。") % {"status": page.status}, page)
    if page.status >= 400:
        return Finding(LinkCheck.State.DEAD, _("网页不存在或出错（状态 %(status)s）。") % {"status": page.status}, page)
    if not same_owner(url, page.url):
        return Finding(LinkCheck.State.MOVED, _("跳转到了别的网站，请核对。"), page)
    return Finding(LinkCheck.State.OK, "", page)


def judged(finding: Finding) -> Finding:
    """Return the finding after reading the page with the rules of the moderation: gambling, pornography and the like mean hijacked."""
    if finding.page is None or finding.state == LinkCheck.State.DEAD:
        return finding
    texts = {"title": finding.title, "text": text_of(finding.page.text)}
    hits = [hit for hit in screen(texts, "link", current_rules()).hits if hit.action == Action.BLOCK]
    if not hits:
        return finding
    words = "、".join(dict.fromkeys(clean_line(texts[hit.field][hit.start : hit.end]) for hit in hits[:3]))
    return Finding(LinkCheck.State.HIJACKED, _("网页上有违禁内容：%(words)s。") % {"words": words}, finding.page)


def title_of(html: str) -> str:
    """Return a page's title in one line."""
    lower = html.translate(_SMALL)
    start = lower.find("<title")
    opened = lower.find(">", start) if start >= 0 else -1
    closed = lower.find("</title", opened) if opened >= 0 else -1
    return clean_line(unescape(html[opened + 1 : closed]))[:200] if closed >= 0 else ""


def text_of(html: str) -> str:
    """Return the first words of a page without markup."""
    words, length = [], 0
    for stretch in _texts(html):
        words.append(clean_line(unescape(stretch)))
        length += len(words[-1])
        if length > _WORDS:
            break
    return " ".join(filter(None, words))[:_WORDS]


def lines_of(html: str) -> list[str]:
    """Return the text of a page without markup, a paragraph a line."""
    lines = (clean_line(unescape(stretch)) for stretch in _texts(_INLINE.sub("", html)))
    return [line for line in lines if line]


def _texts(html: str) -> Iterator[str]:
    """Yield what stands between the tags of a page, once through: what is opened and never closed ends it."""
    lower = html.translate(_SMALL)
    at = 0
    while True:
        opened = html.find("<", at)
        if opened < 0:
            yield html[at:]
            return
        yield html[at:opened]
        name = _NAME.match(lower, opened + 1)
        if name and name.group() in _SKIPPED:
            opened = lower.find(f"</{name.group()}", opened)
        closed = html.find(">", opened) if opened >= 0 else -1
        if closed < 0:
            return
        at = closed + 1


def same_owner(first: str, last: str) -> bool:
    """Return whether two addresses belong to one registered domain or one platform."""
    one, other = _domain(first), _domain(last)
    return one == other or any({one, other} <= family for family in _FAMILIES)


def _domain(url: str) -> str:
    host = (parts_of(url).hostname or "").lower()
    if host.replace(".", "").isdigit():
        return host
    labels = host.split(".")
    return ".".join(labels[-3:] if ".".join(labels[-2:]) in _SHARED_ENDINGS else labels[-2:])
