"""The book of opinions: what people suggest, object to or praise, and what the centre made of it (R-SUP-1, R-SUP-2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, role_rights
from portal.cases.models import Case, CaseReply, Graded
from portal.core.encryption import EncryptedTextField


@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK), ("handle_opinion",)))
class Opinion(Graded, Case):
    """What somebody says of the services, with a name or a phone only where an answer by phone is wished; no account is kept with it."""

    class State(models.TextChoices):
        RECEIVED = "received", _("已收到，待处理")
        STUDYING = "studying", _("正在研究")
        ESCALATED = "escalated", _("已报中心主任")
        ADOPTED = "adopted", _("已采纳")
        ANSWERED = "answered", _("已答复")
        WITHDRAWN = "withdrawn", _("本人已撤回")

    class Nature(models.TextChoices):
        SUGGESTION = "suggestion", _("建议")
        CRITICISM = "criticism", _("意见")
        PRAISE = "praise", _("表扬")

    class About(models.TextChoices):
        """What of the services it is about (R-FORM-4)."""

        STAFF = "staff", _("服务态度")
        SPEED = "speed", _("办事效率")
        QUALITY = "quality", _("服务效果")
        TRAINING = "training", _("培训和活动")
        STATION = "station", _("服务网点和寄件")
        SITE = "site", _("网站")
        OTHER = "other", _("其他")

    class Channel(models.TextChoices):
        """How it came (R-SUP-3)."""

        WEB = "web", _("网站")
        BOOK = "book", _("意见簿、意见箱")
        PHONE = "phone", _("电话")

    open_states = frozenset({State.RECEIVED, State.STUDYING, State.ESCALATED})
    unanswered_states = frozenset({State.WITHDRAWN})
    # What goes when it is withdrawn or has been kept long enough; the words themselves stay where nobody has taken them back.
    personal_fields = ("contact", "comment")

    nature = models.CharField(_("性质"), max_length=10, choices=Nature, db_index=True)
    about = models.CharField(_("关于"), max_length=8, choices=About, db_index=True)
    channel = models.CharField(_("渠道"), max_length=5, choices=Channel, default=Channel.WEB)
    content = EncryptedTextField(_("内容"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED)
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    class Meta(Case.Meta):
        verbose_name = _("意见建议")
        verbose_name_plural = _("意见建议")
        permissions = [("handle_opinion", _("处理意见建议"))]


class OpinionReply(CaseReply):
    """What staff answered to an opinion; ``note`` is for staff alone."""

    opinion = models.ForeignKey(Opinion, verbose_name=_("意见建议"), on_delete=models.CASCADE, related_name="replies")

    class Meta(CaseReply.Meta):
        verbose_name = _("意见答复")
        verbose_name_plural = _("意见答复")
