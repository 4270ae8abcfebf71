"""What people ask the centre, and what it publishes of its answers (R-CONS)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.cases.models import CalledBack, Case, CaseReply
from portal.consultation.querysets import REFERRED, ConsultationQuerySet
from portal.core.encryption import EncryptedTextField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


class Topic(models.TextChoices):
    """What it is about (R-CONS-1)."""

    POLICY = "policy", _("政策")
    TECHNOLOGY = "technology", _("技术")
    BUSINESS = "business", _("业务")
    LAW = "law", _("法律")
    MARKET = "market", _("市场")
    TALENT = "talent", _("人才")
    MANAGEMENT = "management", _("管理")


class Channel(models.TextChoices):
    """How it came; all stand in one list (R-CONS-3)."""

    WEB = "web", _("网站")
    PHONE = "phone", _("电话")
    DESK = "desk", _("窗口")
    WECHAT = "wechat", _("微信")


@moderated("question")
class PublicAnswer(Moderated, EditorialRecord):
    """A question and its answer that everybody may read; they name nobody (R-CONS-6)."""

    url_name = "consultation:answer"
    detail_template = "pages/consultation/answer.html"
    slug_from = "title"

    title = models.CharField(_("问题"), max_length=80, help_text=_("一句话，像群众会问的那样写。"))
    topic = models.CharField(_("类别"), max_length=10, choices=Topic)
    question = models.TextField(_("问题详情"), max_length=1000, blank=True, help_text=_("不写姓名、电话和能认出咨询人的细节。"))
    answer = models.TextField(_("答复"), max_length=2000)

    class Meta:
        verbose_name = _("问答")
        verbose_name_plural = _("问答库")
        ordering = ["-first_published_at", "-pk"]
        indexes = [
            models.Index(fields=["-first_published_at", "-id"], name="consultation_answer_newest"),
            models.Index(fields=["topic", "-first_published_at"], name="consultation_answer_by_topic"),
        ]

    def __str__(self):
        return self.title

    @property
    def summary(self) -> str:
        """One line for lists, feeds and results."""
        line = " ".join(self.answer.split())
        return line if len(line) <= 100 else f"{line[:99]}…"


@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK, TRAINING), ("handle_consultation",)))
class Consultation(CalledBack, Case):
    """Somebody asks the centre; no account needed (R-CONS-1). ``contact`` is the phone."""

    class State(models.TextChoices):
        RECEIVED = "received", _("已收到，待答复")
        REFERRED = REFERRED, _("已转办，等结果")
        ESCALATED = "escalated", _("已报中心主任")
        REOPENED = "reopened", _("继续咨询，待答复")
        ANSWERED = "answered", _("已答复")
        ELSEWHERE = "elsewhere", _("不属职能范围，已告知去处")
        WITHDRAWN = "withdrawn", _("咨询人已撤回")

    open_states = frozenset({State.RECEIVED, State.REFERRED, State.ESCALATED, State.REOPENED})
    unanswered_states = frozenset({State.WITHDRAWN})
    # What goes when it is withdrawn or has been kept long enough.
    personal_fields = ("name", "contact", "question", "comment")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("咨询人账号"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consultations",
    )
    topic = models.CharField(_("类别"), max_length=10, choices=Topic, db_index=True)
    channel = models.CharField(_("渠道"), max_length=6, choices=Channel, default=Channel.WEB)
    name = EncryptedTextField(_("姓名"), max_length=30, blank=True)  # type: ignore[assignment]
    question = EncryptedTextField(_("咨询内容"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED)
    department = models.CharField(_("转办部门"), max_length=60, blank=True)
    result_until = models.DateTimeField(_("部门反馈期限"), null=True)
    published_as = models.OneToOneField(
        PublicAnswer, verbose_name=_("公开为"), null=True, on_delete=models.SET_NULL, related_name="consultation"
    )
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = _("咨询")
        verbose_name_plural = _("咨询")
        indexes = [*Case.Meta.indexes, models.Index(fields=["called_back_at", "grade"], name="consultation_calls")]
        permissions = [("handle_consultation", _("办理咨询"))]

    @property
    def sender(self) -> User | None:
        """The account of who has asked."""
        return self.user

    @property
    def time_limits(self) -> list[datetime]:
        """Until when the answer is owed, and the result of the department that has it."""
        waits = self.state == self.State.REFERRED and self.result_until is not None
        return [*super().time_limits, *([self.result_until] if waits else [])]

    def get_owner_url(self) -> str:
        """Return where whoever has asked sees how it stands."""
        return reverse("consultation:my-consultation", args=[self.pk])


class ConsultationReply(CaseReply):
    """What staff answered at a step, or what the sender asked further; ``note`` is for staff alone."""

    consultation = models.ForeignKey(Consultation, verbose_name=_("咨询"), on_delete=models.CASCADE, related_name="replies")
    from_sender = models.BooleanField(_("咨询人所写"), default=False)
    asked = EncryptedTextField(_("继续咨询"), max_length=1000, blank=True)

    class Meta(CaseReply.Meta):
        verbose_name = _("咨询答复")
        verbose_name_plural = _("咨询答复")
