"""Towns of the county: the places by which everything else is filtered."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import DIRECTOR, role_rights
from portal.core.validators import latitude, longitude


@role_rights({DIRECTOR: ("add", "change", "delete", "view")})
class Town(models.Model):
    """A township-level unit with its code of the National Bureau of Statistics (9 digits).

    ``map_points`` is a closed polygon in the view box of the county's map (``"x,y x,y …"``), drawn for orientation only.
    """

    class Kind(models.TextChoices):
        TOWN = "town", _("镇")
        TOWNSHIP = "township", _("乡")
        STREET = "street", _("街道")
        FARM_UNIT = "farm_unit", _("林场及其他")

    code = models.CharField(
        _("统计用区划代码"), max_length=9, unique=True, validators=[RegexValidator(r"^\d{9}$", _("请填写 9 位数字代码。"))]
    )
    name = models.CharField(_("名称"), max_length=40)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind, default=Kind.TOWN)
    order = models.PositiveSmallIntegerField(_("排序"), default=0)
    longitude = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[longitude])
    latitude = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True, validators=[latitude])
    map_points = models.TextField(
        _("示意图边界点"),
        blank=True,
        validators=[RegexValidator(r"^\d+,\d+(?: \d+,\d+)*$", _("请按“横,纵 横,纵”的格式填写。"))],
        help_text=_("乡镇示意图中的多边形顶点，仅作示意，不代表行政区域界线。"),
    )
    label_x = models.PositiveSmallIntegerField(_("标注横坐标"), null=True, blank=True)
    label_y = models.PositiveSmallIntegerField(_("标注纵坐标"), null=True, blank=True)

    class Meta:
        verbose_name = _("乡镇")
        verbose_name_plural = _("乡镇")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


@role_rights({DIRECTOR: ("add", "change", "delete", "view")})
class CountyMap(models.Model):
    """How longitude and latitude are laid onto the county's schematic map, one row per county."""

    view_box = models.CharField(_("画布"), max_length=40, default="0 0 1000 700")
    west = models.DecimalField(_("西界经度"), max_digits=9, decimal_places=6)
    east = models.DecimalField(_("东界经度"), max_digits=9, decimal_places=6)
    south = models.DecimalField(_("南界纬度"), max_digits=9, decimal_places=6)
    north = models.DecimalField(_("北界纬度"), max_digits=9, decimal_places=6)

    class Meta:
        verbose_name = _("乡镇示意图")
        verbose_name_plural = _("乡镇示意图")

    def __str__(self):
        return self.view_box

    def place(self, longitude, latitude) -> tuple[int, int]:
        """Return the point of a longitude and latitude (degrees) in units of the view box."""
        left, top, width, height = (float(part) for part in self.view_box.split())
        x = left + width * float((longitude - self.west) / (self.east - self.west))
        y = top + height * float((self.north - latitude) / (self.north - self.south))
        return round(x), round(y)
