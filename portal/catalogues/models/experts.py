"""The expert pool (创业辅导专家库)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from portal.accounts.roles import TRAINING, role_rights
from portal.catalogues.querysets import ExpertQuerySet
from portal.core.fields import ChoicesField
from portal.core.models import EditorialRecord
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


class Expertise(models.TextChoices):
    """In what experts counsel (R-CAT-14)."""

    STARTUP = "startup", _("创业辅导")
    OPERATION = "operation", _("网店运营")
    LIVESTREAM = "livestream", _("直播和短视频")
    BRAND = "brand", _("品牌与商标")
    PRODUCT = "product", _("农产品加工与标准")
    LOGISTICS = "logistics", _("仓储物流")
    FINANCE = "finance", _("财税与融资")
    LEGAL = "legal", _("法律")
    MANAGEMENT = "management", _("企业管理")


@moderated("service", leave_out=("consent_scope",), unseen=("consented_on", "consent_scope"))
@role_rights({TRAINING: ("add", "change")})
class Expert(Moderated, EditorialRecord, ClusterableModel):
    """A person who counsels for the centre, shown with their own consent (R-CAT-14; PIPL art. 25)."""

    url_name = "catalogues:expert-detail"
    detail_template = "pages/catalogues/expert_detail.html"

    name = models.CharField(_("姓名"), max_length=30)
    fields = ChoicesField(_("擅长领域"), choices_class=Expertise)
    position = models.CharField(_("职务职称"), max_length=60)
    organisation = models.CharField(_("所在单位"), max_length=60, blank=True)
    summary = models.CharField(_("一句话介绍"), max_length=100)
    introduction = models.TextField(_("专家介绍"), max_length=1500)
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("照片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    service_classes = ParentalManyToManyField("catalogues.ServiceClass", verbose_name=_("参与的服务"), blank=True, related_name="experts")
    is_available = models.BooleanField(_("接受预约"), default=True)
    hours = models.CharField(_("可预约时间"), max_length=80, blank=True, help_text=_("例如“每周三下午”。"))
    consented_on = models.DateField(_("同意公开日期"), null=True, help_text=_("专家本人同意公开的日期；没有记录不能发布。不公开。"))
    consent_scope = models.CharField(
        _("同意范围"), max_length=120, help_text=_("例如“同意公开姓名、单位、介绍和照片”；书面材料由中心存档。不公开。")
    )

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("专家")
        verbose_name_plural = _("专家库")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "id"], name="catalogues_expert_by_name"),
            models.Index(fields=["-first_published_at", "-id"], name="catalogues_expert_newest"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.consented_on and self.consented_on > timezone.localdate():
            raise ValidationError({"consented_on": ValidationError(_("同意日期不能晚于今天。"), code="future")})
