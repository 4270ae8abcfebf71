"""Contact points, village stations and logistics points."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import TRAINING, role_rights
from portal.catalogues.querysets import StationQuerySet
from portal.core.fields import PhoneField
from portal.core.models import EditorialRecord
from portal.core.validators import latitude, longitude
from portal.identity.services import full_contact_point_name
from portal.moderation.mixins import Moderated
from portal.moderation.registry import moderated


@moderated("service")
@role_rights({TRAINING: ("add", "change", "view")})
class Station(Moderated, EditorialRecord):
    """A place outside the centre where its services are given (R-ID-6, R-STN-1).

    The name of a contact point is built from its place (R-ID-2); the other kinds are named freely. ``longitude`` and ``latitude`` are
    degrees.
    """

    class Kind(models.TextChoices):
        CONTACT_POINT = "contact_point", _("联络点")
        VILLAGE_STATION = "village_station", _("村级服务站")
        LOGISTICS_POINT = "logistics_point", _("物流配送点")

    class PlaceKind(models.TextChoices):
        """Where contact points may be (S0 §4.6)."""

        TOWNSHIP = "township", _("乡镇")
        STREET = "street", _("街道")
        INDUSTRIAL_PARK = "industrial_park", _("工业园区")
        MARKET = "market", _("专业市场")
        BASE = "base", _("产业基地")

    class State(models.TextChoices):
        OPEN = "open", _("运营中")
        PAUSED = "paused", _("暂停服务")
        CLOSED = "closed", _("已撤销")

    url_name = "catalogues:station-detail"
    slug_from = "code"
    detail_template = "pages/catalogues/station_detail.html"

    code = models.CharField(_("网点编号"), max_length=24, unique=True)
    kind = models.CharField(_("类型"), max_length=16, choices=Kind)
    place_kind = models.CharField(_("设点处所"), max_length=16, choices=PlaceKind, blank=True)
    place_name = models.CharField(_("地点名称"), max_length=40, blank=True, help_text=_("联络点只写地名，例如“麦市镇”，全称自动生成。"))
    name = models.CharField(_("网点名称"), max_length=120, blank=True, help_text=_("联络点无需填写。"))
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), on_delete=models.PROTECT, related_name="stations", null=True)
    village = models.CharField(_("村（社区）"), max_length=40, blank=True)
    address = models.CharField(_("地址"), max_length=120)
    keeper = models.CharField(_("负责人"), max_length=40, blank=True, help_text=_("内部资料，不公开。"))
    phone = PhoneField(_("公开电话"), blank=True)
    hours = models.CharField(_("服务时间"), max_length=80, blank=True)
    services = models.CharField(_("服务内容"), max_length=200, blank=True, help_text=_("用顿号分开，例如“代买代卖、快递收发”。"))
    picture = models.ForeignKey(
        "media.CustomImage", verbose_name=_("图片"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    operator = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("运营企业"), null=True, blank=True, on_delete=models.SET_NULL, related_name="stations"
    )
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    state = models.CharField(_("运营状态"), max_length=8, choices=State, default=State.OPEN)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, validators=[longitude])
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, validators=[latitude])

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务网点")
        verbose_name_plural = _("服务网点")
        ordering = ["town__order", "kind", "code"]
        indexes = [
            models.Index(fields=["town", "kind", "code"], name="catalogues_station_by_town"),
            models.Index(fields=["name", "id"], name="catalogues_station_by_name"),
            models.Index(fields=["last_published_at", "id"], name="catalogues_station_newest"),
        ]

    def __str__(self):
        return self.name or self.code

    def get_owner_url(self) -> str:
        """Return where those who keep the entry see how it stands."""
        return reverse("catalogues:my-entries")

    def get_edit_url(self) -> str:
        """Return where they edit it."""
        return reverse("catalogues:my-station", args=[self.pk])

    def clean(self):
        super().clean()
        if self.kind == self.Kind.CONTACT_POINT:
            if not self.place_kind:
                raise ValidationError({"place_kind": ValidationError(_("联络点须选择设点处所。"), code="required")})
            try:
                self.name = full_contact_point_name(self.place_name)
            except ValidationError as error:
                raise ValidationError({"place_name": error}) from error
        elif not self.name:
            raise ValidationError({"name": ValidationError(_("请填写网点名称。"), code="required")})
