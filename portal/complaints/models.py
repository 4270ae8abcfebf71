"""What people complain about to the centre, and what became of it (R-CMP)."""

from datetime import datetime, time

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField

from portal.accounts.models import User
from portal.accounts.roles import CLERK, DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.cases.clocks import Deadline
from portal.cases.models import CalledBack, Case, CaseFile, CaseUrging, Mergeable, TwoWayReply
from portal.complaints.querysets import ComplaintQuerySet
from portal.core.cache import shared
from portal.core.encryption import EncryptedTextField
from portal.core.moments import day_text


@register_setting(icon="warning", order=35)
@role_rights({DIRECTOR: ("change",), CLERK: ("change",)})
class ComplaintSettings(BaseGenericSetting):
    """What the page of the complaints says of this centre; the phone stands in the site's identity (R-CMP-10, R-CMP-12)."""

    persons = models.CharField(_("投诉受理人"), max_length=120, blank=True, help_text=_("姓名和岗位，在投诉页面公开。"))
    rights = RichTextField(
        _("对政府部门职能的投诉怎样维权"),
        blank=True,
        features=["bold", "ul", "link"],
        help_text=_("向哪个单位反映，法律援助、诉讼代理和法律顾问怎样找，在投诉页面公开。"),
    )

    panels = [FieldPanel("persons"), FieldPanel("rights")]

    class Meta:
        verbose_name = _("投诉页面设置")
        verbose_name_plural = _("投诉页面设置")

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "ComplaintSettings":
        """Return what staff have filled in, from the shared cache; nothing where nobody has."""
        return shared("complaints:settings", lambda: cls.objects.first() or cls())


@role_rights(dict.fromkeys((DIRECTOR, OPERATOR, CLERK, TRAINING), ("handle_complaint",)))
class Complaint(CalledBack, Mergeable, Case):
    """Somebody complains; no account needed (R-CMP-1). ``contact`` is the phone, ``first_asked`` who has accepted it (R-CMP-3)."""

    class State(models.TextChoices):
        """R-CMP-14."""

        SUBMITTED = "submitted", _("已提交，待受理")
        ACCEPTED = "accepted", _("已受理")
        ASSIGNED = "assigned", _("已交责任部门办理")
        ESCALATED = "escalated", _("已报中心主任")
        REOPENED = "reopened", _("重新办理")
        SOLVED = "solved", _("当场解决，待确认")
        ANSWERED = "answered", _("已答复，待确认")
        ELSEWHERE = "elsewhere", _("不属中心责任，已告知去处")
        CONFIRMED = "confirmed", _("投诉人已确认")
        CLOSED = "closed", _("已办结")
        ARCHIVED = "archived", _("已归档")
        MERGED = "merged", _("已并案办理")
        WITHDRAWN = "withdrawn", _("投诉人已撤回")

    class About(models.TextChoices):
        """What it is about."""

        CENTRE = "centre", _("本中心的服务")
        PROVIDER = "provider", _("服务商的服务")
        STATION = "station", _("服务网点的服务")
        GOVERNMENT = "government", _("政府部门的职能（维权）")
        OTHER = "other", _("其他")

    class Channel(models.TextChoices):
        """How it came (R-CMP-2)."""

        WEB = "web", _("网站")
        PHONE = "phone", _("电话")
        DESK = "desk", _("窗口")
        PASSED_ON = "passed_on", _("其他单位转来")

    class Because(models.TextChoices):
        """Why the director decides (R-CMP-6, R-CMP-7)."""

        UNCLEAR = "unclear", _("责任不清")
        INFLUENCE = "influence", _("有重大影响")
        BEYOND = "beyond", _("超出职权")

    open_states = frozenset({State.SUBMITTED, State.ACCEPTED, State.ASSIGNED, State.ESCALATED, State.REOPENED})
    unanswered_states = frozenset({State.MERGED, State.WITHDRAWN})
    closing_states = frozenset({State.CONFIRMED, State.CLOSED, State.ARCHIVED})
    limit_fields = (*Case.limit_fields, "wanted_on")
    # What goes when it is withdrawn or has been kept long enough.
    personal_fields = ("name", "contact", "on_behalf_of", "against", "content", "reason", "wish", "comment")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("投诉人账号"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="complaints",
    )
    about = models.CharField(_("投诉事项"), max_length=10, choices=About, db_index=True)
    channel = models.CharField(_("渠道"), max_length=9, choices=Channel, default=Channel.WEB)
    passed_on_by = models.CharField(_("转来单位"), max_length=60, blank=True)
    against = EncryptedTextField(_("投诉对象"), max_length=60, blank=True)
    on_behalf_of = EncryptedTextField(_("代谁投诉"), max_length=60, blank=True)
    name = EncryptedTextField(_("姓名"), max_length=30, blank=True)  # type: ignore[assignment]
    content = EncryptedTextField(_("投诉内容"), max_length=1000, blank=True)
    reason = EncryptedTextField(_("理由"), max_length=500, blank=True)
    wish = EncryptedTextField(_("要求"), max_length=500, blank=True)
    wanted_on = models.DateField(_("希望办结的日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SUBMITTED, db_index=True)
    first_asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("首问责任人"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(_("受理时间"), null=True)
    department = models.CharField(_("责任部门"), max_length=60, blank=True)
    because = models.CharField(_("报主任的原因"), max_length=9, choices=Because, blank=True)
    forgotten_at = models.DateTimeField(_("清除个人信息的时间"), null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta(Case.Meta):
        verbose_name = _("投诉")
        verbose_name_plural = _("投诉")
        indexes = [*Case.Meta.indexes, models.Index(fields=["called_back_at", "grade"], name="complaint_calls")]
        permissions = [("handle_complaint", _("办理投诉"))]

    @property
    def sender(self) -> User | None:
        """The account of who complains."""
        return self.user

    def bounded(self, deadline: Deadline, start: datetime) -> Deadline:
        """Return the day that the complainant has set where that is sooner (R-CMP-4, R-CMP-8); the first day where that is over by then."""
        if self.wanted_on is None:
            return deadline
        day = max(self.wanted_on, timezone.localdate(start))
        at = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
        if at >= deadline.at:
            return deadline
        why = gettext("投诉人希望%(day)s前办结，早于规定的期限（%(why)s）") % {"day": day_text(self.wanted_on), "why": deadline.why}
        return Deadline(at, why[: self._meta.get_field("due_why").max_length])

    def get_owner_url(self) -> str:
        """Return where whoever complains sees how it stands."""
        return reverse("complaints:my-complaint", args=[self.pk])


class ComplaintReply(TwoWayReply):
    """What staff said at a step, or what the complainant is still not content with."""

    complaint = models.ForeignKey(Complaint, verbose_name=_("投诉"), on_delete=models.CASCADE, related_name="replies")

    class Meta(TwoWayReply.Meta):
        verbose_name = _("投诉答复")
        verbose_name_plural = _("投诉答复")


class ComplaintFile(CaseFile):
    """A paper or picture that goes with a complaint."""

    complaint = models.ForeignKey(Complaint, verbose_name=_("投诉"), on_delete=models.CASCADE, related_name="files")

    class Meta(CaseFile.Meta):
        verbose_name = _("投诉附件")
        verbose_name_plural = _("投诉附件")


class ComplaintUrging(CaseUrging):
    """Who urged whom to settle a complaint (R-CMP-2, R-CMP-5)."""

    complaint = models.ForeignKey(Complaint, verbose_name=_("投诉"), on_delete=models.CASCADE, related_name="urgings")

    class Meta(CaseUrging.Meta):
        verbose_name = _("投诉督促")
        verbose_name_plural = _("投诉督促")
