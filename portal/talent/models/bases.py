"""Training and practice bases, and the practice places that enterprises offer."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TALENT, role_rights
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord, PublishableRecord
from portal.core.moments import day_text
from portal.enrolment.models import Enrolment, Offer
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated
from portal.talent.querysets import BaseQuerySet, PracticeQuerySet


@moderated("service")
@role_rights({TALENT: ("add", "change")})
class TrainingBase(Moderated, EditorialRecord):
    """A place where people train and practise (人才实训基地展示, R-TAL-1)."""

    url_name = "talent:base"
    detail_template = "pages/talent/base.html"

    name = models.CharField(_("基地名称"), max_length=60, unique=True)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("依托企业"), null=True, blank=True, on_delete=models.SET_NULL, related_name="bases"
    )
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), on_delete=models.PROTECT, related_name="bases")
    address = models.CharField(_("地址"), max_length=120, blank=True)
    summary = models.CharField(_("一句话说明"), max_length=100)
    introduction = models.TextField(_("基地介绍"), max_length=1500)
    subjects = models.CharField(_("实训内容"), max_length=200)
    capacity = models.PositiveSmallIntegerField(_("可同时接待人数"), null=True, blank=True)
    phone = PhoneField(_("联系电话"), blank=True)

    objects = BaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("实训基地")
        verbose_name_plural = _("实训基地")
        ordering = ["name"]
        indexes = [models.Index(fields=["last_published_at", "id"], name="talent_base_newest")]

    def __str__(self):
        return self.name


@moderated("job")
@role_rights({TALENT: ("add", "change")})
class PracticeOffer(Moderated, Offer, PublishableRecord):
    """Practice places of an enterprise: so many, from when to when, applied for until when (主动报名, R-TAL-1, R-FORM-8)."""

    url_name = "talent:practice"
    detail_template = "pages/talent/practice.html"
    fields_kept_outside_revisions = ("closed_at", "poster_id")

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("企业"), on_delete=models.PROTECT, related_name="practice_offers"
    )
    poster = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    base = models.ForeignKey(
        TrainingBase, verbose_name=_("实训基地"), null=True, blank=True, on_delete=models.SET_NULL, related_name="practice_offers"
    )
    title = models.CharField(_("实训岗位"), max_length=40)
    content = models.TextField(_("实训内容"), max_length=800)
    audience = models.CharField(_("面向人群"), max_length=100, blank=True)
    workplace = models.CharField(_("地点"), max_length=120)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"))

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("实训岗位")
        verbose_name_plural = _("实训岗位")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["starts_on", "id"], name="talent_practice_by_start")]

    def __str__(self):
        return self.title

    def get_owner_url(self) -> str:
        """Return where its author sees how it stands."""
        return reverse("talent:my-jobs")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("结束日期不能早于开始日期。")})
        if self.apply_until and self.ends_on and self.apply_until > self.ends_on:
            raise ValidationError({"apply_until": _("报名截止不能晚于结束日期。")})

    @property
    def summary(self) -> str:
        """One line for lists."""
        return f"{self.enterprise} {day_text(self.starts_on)}"

    def organisers(self) -> list:
        """Return who handed the offer in."""
        return [self.poster] if self.poster else []

    def may_see_participants(self, user) -> bool:
        """Return whether a user acts for the verified enterprise that offers the places."""
        return self.enterprise.verification == "verified" and PracticeOffer.objects.owned_by(user).filter(pk=self.pk).exists()


class PracticePlace(Enrolment):
    """One place taken by one person, with the name and phone passed to the enterprise."""

    purpose = "practice_to_employer"
    consent_label = _("我同意把姓名和手机号码交给提供实训的企业，只用于这次实训")

    offer = models.ForeignKey(PracticeOffer, verbose_name=_("实训岗位"), on_delete=models.CASCADE, related_name="enrolments")

    class Meta(Enrolment.Meta):
        verbose_name = _("实训报名")
        verbose_name_plural = _("实训报名")

    def get_owner_url(self) -> str:
        """Return where the person sees how it stands."""
        return reverse("talent:my-applications")
