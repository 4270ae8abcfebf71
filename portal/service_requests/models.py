"""What people ask the centre and its providers to do, and who asked for somebody else."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.acting.models import Acting
from portal.cases.models import Case, CaseReply, Graded
from portal.core.encryption import EncryptedTextField
from portal.records.models import ClientKind
from portal.service_requests.querysets import MATCHED, ServiceRequestQuerySet


@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK, TRAINING), ("handle_servicerequest",)))
class ServiceRequest(Graded, Case):
    """Somebody asks for a service, free or priced; no account needed (R-CAT-13, R-REC-3). ``contact`` is the phone.

    ``provider`` is with whom the request lies now. Without one the centre serves it itself, maybe by an ``expert``.
    """

    class State(models.TextChoices):
        RECEIVED = "received", _("已收到，待对接")
        MATCHED = MATCHED, _("已对接，等服务商答复")
        RETURNED = "returned", _("重新对接")
        ESCALATED = "escalated", _("已报中心主任")
        WORKING = "working", _("服务中")
        DONE = "done", _("已办结")
        UNMET = "unmet", _("未能办理")
        WITHDRAWN = "withdrawn", _("申请人已撤回")

    open_states = frozenset({State.RECEIVED, State.MATCHED, State.RETURNED, State.ESCALATED, State.WORKING})
    unanswered_states = frozenset({State.WITHDRAWN})
    # What goes when a request is withdrawn or has been kept long enough.
    personal_fields = ("name", "contact", "need", "wished_time", "comment")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("申请人账号"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="service_requests",
    )
    name = EncryptedTextField(_("姓名"), max_length=30, blank=True)
    client_kind = models.CharField(_("申请人类型"), max_length=12, choices=ClientKind, default=ClientKind.HOUSEHOLD)
    town = models.ForeignKey("places.Town", verbose_name=_("乡镇"), null=True, on_delete=models.SET_NULL, related_name="+")
    content_type = models.ForeignKey(ContentType, verbose_name=_("类型"), null=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    title = models.CharField(_("申请的服务"), max_length=200, blank=True)
    service_class = models.ForeignKey(
        "catalogues.ServiceClass", verbose_name=_("服务类别"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    need = EncryptedTextField(_("需要什么"), max_length=1000, blank=True)
    wished_time = EncryptedTextField(_("希望的时间"), max_length=60, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RECEIVED)
    provider = models.ForeignKey(
        "catalogues.Provider", verbose_name=_("服务商"), null=True, on_delete=models.SET_NULL, related_name="service_requests"
    )
    expert = models.ForeignKey(
        "catalogues.Expert", verbose_name=_("专家"), null=True, on_delete=models.SET_NULL, related_name="service_requests"
    )
    answer_until = models.DateTimeField(_("服务商答复期限"), null=True)
    fee = models.DecimalField(_("费用（元）"), max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))])
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    objects = ServiceRequestQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = _("服务申请")
        verbose_name_plural = _("服务申请")
        permissions = [("handle_servicerequest", _("办理服务申请"))]

    @property
    def sender(self) -> User | None:
        """The account of who has asked."""
        return self.user

    @property
    def time_limits(self) -> list[datetime]:
        """Until when the outcome is owed, and the provider's answer."""
        waits = self.state == self.State.MATCHED and self.answer_until is not None
        return [*super().time_limits, *([self.answer_until] if waits else [])]

    @property
    def subject(self) -> str:
        """What it is about, in a few words that name nobody."""
        return self.title or (str(self.service_class) if self.service_class else str(_("服务申请")))

    def may_be_rated(self) -> bool:
        """Return whether the grade is still to be given."""
        return self.state == self.State.DONE and self.grade is None

    def get_owner_url(self) -> str:
        """Return where whoever has asked sees how it stands."""
        return reverse("service_requests:my-request", args=[self.pk])


class ServiceRequestReply(CaseReply):
    """What staff or the provider said at a step; ``note`` is for staff alone."""

    request = models.ForeignKey(ServiceRequest, verbose_name=_("服务申请"), on_delete=models.CASCADE, related_name="replies")

    class Meta(CaseReply.Meta):
        verbose_name = _("服务申请答复")
        verbose_name_plural = _("服务申请答复")


class ActingFor(Acting):
    """Who has filed a request for somebody else, and how that person consented (代办, R-STN-6; PIPL art. 14, 21)."""

    renew_url_name = "service_requests:slip-renew"

    request = models.OneToOneField(ServiceRequest, verbose_name=_("服务申请"), on_delete=models.CASCADE, related_name="acting")

    class Meta(Acting.Meta):
        verbose_name = _("代办记录")
        verbose_name_plural = _("代办记录")

    def __str__(self):
        return str(self.request)

    @classmethod
    def get_shown_joins(cls) -> tuple[str, ...]:
        return ("request__service_class",)

    @property
    def number(self) -> str:
        """The request's."""
        return self.request.number

    @property
    def subject(self) -> str:
        """What is asked for."""
        return self.request.subject

    @property
    def standing(self) -> str:
        """The state of the request, in words."""
        return str(self.request.get_state_display())

    @property
    def name(self) -> str:
        """The person's."""
        return self.request.name

    @property
    def is_open(self) -> bool:
        """Whether the request is."""
        return self.request.is_open
