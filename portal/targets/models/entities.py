"""New online entities (新增网络经营主体): who began to sell online after the centre's training or incubation (R-TGT-3)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DATA, DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.core.moments import day_text
from portal.core.text import folded

# What the audit log tells of an entity.
ENTITY_FACTS = ("name", "method", "started_on", "licence_date", "shop_link")


@role_rights({**dict.fromkeys((OPERATOR, TRAINING, DATA), ("add", "change", "view")), DIRECTOR: ("add", "change", "delete", "view")})
class OnlineEntity(models.Model):
    """One entity, once; with what proves that it trades online. Never public."""

    class Method(models.TextChoices):
        TRAINING = "training", _("培训")
        INCUBATION = "incubation", _("孵化")

    name = models.CharField(_("主体名称"), max_length=80, unique=True, help_text=_("营业执照上的名称；没有执照的填店铺名称。"))
    enterprise = models.OneToOneField(
        "enterprises.Enterprise",
        verbose_name=_("名录里的企业"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    method = models.CharField(_("新增方式"), max_length=10, choices=Method)
    started_on = models.DateField(_("开始网络经营日期"), help_text=_("按这个日期计入。"))
    licence_date = models.DateField(_("执照日期"), null=True, blank=True, help_text=_("营业执照的成立或变更日期。"))
    shop_link = models.URLField(_("店铺网址"), max_length=500, blank=True, help_text=_("执照日期和店铺网址至少有一项才计入。"))
    note = models.CharField(_("备注"), max_length=200, blank=True, help_text=_("参加的培训班或孵化协议。不要写身份证号等个人信息。"))

    class Meta:
        verbose_name = _("新增网络经营主体")
        verbose_name_plural = _("新增网络经营主体")
        ordering = ["-started_on", "-pk"]
        indexes = [models.Index(fields=["-started_on", "-id"], name="targets_entity_newest")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        today, errors = timezone.localdate(), {}
        for name in ("started_on", "licence_date"):
            if (day := getattr(self, name)) and day > today:
                errors[name] = ValidationError(_("日期不能晚于今天。"), code="future")
        others = OnlineEntity.objects.exclude(pk=self.pk)
        if any(folded(name) == folded(self.name) for name in others.values_list("name", flat=True)):
            errors["name"] = ValidationError(_("这个主体已经登记过，每个主体只计一次。"), code="unique")
        if self.shop_link and (same := others.filter(shop_link=self.shop_link).first()):
            errors["shop_link"] = ValidationError(
                _("这个店铺已登记在“%(name)s”名下，每个主体只计一次。") % {"name": same.name}, code="unique"
            )
        if errors:
            raise ValidationError(errors)

    @property
    def proof(self) -> str:
        """What shows that it trades online; nothing if nothing does."""
        licence = _("执照日期 %(day)s") % {"day": day_text(self.licence_date)} if self.licence_date else ""
        return "；".join(filter(None, [licence, self.shop_link]))
