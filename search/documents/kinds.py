"""Kinds of entries, as the results page names them; the sections of records add theirs (:mod:`search.documents.records`)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "section": _("栏目"),
    "guide": _("办事指南"),
    "policy": _("政策"),
    "product": _("特色产品"),
    "brand": _("品牌"),
    "tourism": _("旅游"),
    "culture": _("文化"),
    "event": _("活动"),
    "news": _("新闻"),
    "story": _("人物与案例"),
    "journal": _("电商内刊"),
    "page": _("关于中心"),
}
