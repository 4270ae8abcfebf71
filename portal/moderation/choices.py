"""Kinds of content as the rules tell them apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentKind(models.TextChoices):
    """What a text is; a rule may apply to some kinds only."""

    PRODUCT = "product", _("产品")
    BRAND = "brand", _("品牌")
    SERVICE = "service", _("服务")
    PROVIDER = "provider", _("服务商")
    ENTERPRISE = "enterprise", _("企业")
    TOURISM = "tourism", _("旅游")
    CULTURE = "culture", _("文化")
    NEWS = "news", _("资讯")
    POLICY = "policy", _("政策")
    EVENT = "event", _("活动")
    GUIDE = "guide", _("办事指南")
    PAGE = "page", _("栏目页面")
    COURSE = "course", _("课程")
    JOB = "job", _("招聘")
    JOB_WANTED = "job_wanted", _("求职")
    RESUME = "resume", _("简历")
    COMMENT = "comment", _("评论")
    QUESTION = "question", _("咨询")
    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")
    REPLY = "reply", _("工作人员答复")
