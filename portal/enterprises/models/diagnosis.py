"""A product's diagnosis by staff, as a report to its enterprise (R-SHOW-7; S1 §(三)1(3), §(二)1)."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, MEMBERSHIP, OPERATOR, role_rights
from portal.core.fields import ChoicesField
from portal.enterprises.models.directory import Enterprise


class Standard(models.TextChoices):
    """The six standards by which goods become fit for sale online."""

    ENVIRONMENT = "environment", _("环境")
    SELECTION = "selection", _("选品")
    PACKAGING = "packaging", _("包装")
    PRODUCER = "producer", _("生产者")
    LOGISTICS = "logistics", _("供应链物流快递")
    AFTER_SALES = "after_sales", _("售后")


class Fault(models.TextChoices):
    """The seven typical faults."""

    SELLING_POINT = "selling_point", _("卖点不明确")
    SPECIFICATION = "specification", _("规格不合理")
    PACKAGING = "packaging", _("包装不符")
    PAPERS = "papers", _("资质不全")
    STANDARDS = "standards", _("标准不一")
    PRESENTATION = "presentation", _("表现不足")
    DELIVERY = "delivery", _("快递售后混乱")


@role_rights(dict.fromkeys((DIRECTOR, MEMBERSHIP, OPERATOR), ("add", "change", "view")))
class Diagnosis(ClusterableModel):
    """One product examined; a draft is for staff alone, an issued one for the enterprise's members."""

    enterprise = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="diagnoses")
    product = models.CharField(_("产品"), max_length=60)
    examined_on = models.DateField(_("诊断日期"), default=timezone.localdate)
    faults = ChoicesField(_("典型问题"), choices_class=Fault, blank=True)
    summary = models.TextField(_("总体意见"), max_length=1000)
    issued_at = models.DateTimeField(_("出具时间"), null=True, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("诊断人"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("产品诊断")
        verbose_name_plural = _("产品诊断")
        ordering = ["-examined_on", "-pk"]

    def __str__(self):
        return f"{self.enterprise} {self.product}"

    def get_owner_url(self) -> str:
        """Return where members of the enterprise read it."""
        return reverse("enterprises:my-diagnosis", args=[self.enterprise_id, self.pk])

    @property
    def state(self) -> str:
        """Whether it has been handed to the enterprise, in words."""
        return str(_("已出具")) if self.issued_at else str(_("草稿"))


class Finding(Orderable):
    """What was found under one standard, and what to do."""

    class Grade(models.TextChoices):
        GOOD = "good", _("达标")
        IMPROVE = "improve", _("需改进")
        BAD = "bad", _("不达标")

    diagnosis = ParentalKey(Diagnosis, on_delete=models.CASCADE, related_name="findings")
    standard = models.CharField(_("标准"), max_length=12, choices=Standard)
    grade = models.CharField(_("结论"), max_length=8, choices=Grade)
    note = models.CharField(_("情况"), max_length=300, blank=True)
    advice = models.CharField(_("改进建议"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("诊断结论")
        verbose_name_plural = _("诊断结论")

    def __str__(self):
        return f"{self.get_standard_display()} {self.get_grade_display()}"
