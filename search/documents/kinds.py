"""Kinds of entries, as the results page names and orders them."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "section": _("栏目"),
    "service": _("免费服务"),
    "paid_service": _("增值服务"),
    "guide": _("办事指南"),
    "policy": _("政策"),
    "product": _("特色产品"),
    "brand": _("品牌"),
    "enterprise": _("企业名录"),
    "provider": _("服务商"),
    "job": _("招聘职位"),
    "wanted": _("求职信息"),
    "training_base": _("实训基地"),
    "station": _("服务网点"),
    "tourism": _("旅游"),
    "culture": _("文化"),
    "event": _("活动"),
    "news": _("新闻"),
    "story": _("人物与案例"),
    "journal": _("电商内刊"),
    "page": _("关于中心"),
}
