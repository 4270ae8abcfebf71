"""Calls to government, schools and firms for joint training, and the organisations that sign up."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, TRAINING, role_rights
from portal.cooperation.querysets import CallQuerySet
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord
from portal.core.moments import day_text
from portal.enrolment.responses import SENT, WITHDRAWN, Response, one_standing
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


class Side(models.TextChoices):
    """The sides of a joint training (政校企, R-TRAIN-3)."""

    GOVERNMENT = "government", _("政府部门")
    SCHOOL = "school", _("院校")
    ENTERPRISE = "enterprise", _("企业和机构")


@role_rights({TRAINING: ("add", "change")})
@moderated("service")
class Call(Moderated, EditorialRecord, ClusterableModel):  # type: ignore[django-manager-missing]
    """A public call for joint training: what it is about, who is in it, until when others may sign up (R-TRAIN-3)."""

    url_name = "cooperation:call"
    detail_template = "pages/cooperation/call.html"

    name = models.CharField(_("招募名称"), max_length=60, unique=True)
    summary = models.CharField(_("一句话说明"), max_length=100)
    introduction = models.TextField(_("招募内容"), max_length=3000, help_text=_("一起做什么、招募什么单位、各方出什么。"))
    sides = models.CharField(_("招募对象"), max_length=120, help_text=_("例如“职业院校、电商企业”。"))
    apply_until = models.DateField(_("报名截止"))
    phone = PhoneField(_("咨询电话"), blank=True)

    objects = CallQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("合作招募")
        verbose_name_plural = _("合作招募")
        ordering = ["-apply_until", "-pk"]
        indexes = [models.Index(fields=["-first_published_at", "-id"], name="cooperation_call_newest")]

    def __str__(self):
        return self.name

    def is_open(self) -> bool:
        """Return whether organisations may sign up today."""
        return self.live and self.apply_until >= timezone.localdate()


class Partner(Orderable):
    """An organisation that is in a joint training already."""

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="partners")
    side = models.CharField(_("类别"), max_length=10, choices=Side)
    name = models.CharField(_("单位名称"), max_length=80)
    part = models.CharField(_("承担内容"), max_length=100, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("合作单位")
        verbose_name_plural = _("合作单位")

    def __str__(self):
        return self.name


@role_rights({TRAINING: ("view", "change"), DIRECTOR: ("view", "change")})
class SignUp(Response):
    """An organisation that wants to take part, with whom to talk to."""

    class State(models.TextChoices):
        """Moved by :mod:`portal.cooperation.services.sign_ups` alone."""

        SENT = SENT, _("已报名")
        AGREED = "agreed", _("达成合作")
        DECLINED = "declined", _("暂不合作")
        WITHDRAWN = WITHDRAWN, _("已撤回")

    answers_to = "call"
    purpose = "training_cooperation"
    personal_fields = ("contact", "phone", "offer")

    call = models.ForeignKey(Call, verbose_name=_("合作招募"), on_delete=models.PROTECT, related_name="sign_ups")
    side = models.CharField(_("单位类别"), max_length=10, choices=Side)
    organisation = models.CharField(_("单位名称"), max_length=80)
    offer = models.TextField(_("能做什么"), max_length=500)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SENT)
    outcome = models.CharField(_("结果说明"), max_length=300, blank=True, default="")

    class Meta(Response.Meta):
        verbose_name = _("合作报名")
        verbose_name_plural = _("合作报名")
        constraints = [one_standing("call", "cooperation_signup_one_standing")]

    def __str__(self):
        return f"{self.call} {day_text(self.sent_at)}"

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands."""
        return reverse("cooperation:my-sign-ups")
