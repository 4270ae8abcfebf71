"""Service records as a table."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.catalogues.models import Expert, Provider, Station
from portal.core import audit
from portal.core.masking import mask_phone
from portal.enterprises.resources import enterprise_column
from portal.places.resources import town_column
from portal.records.models import ServiceRecord
from portal.sheets.columns import CodeColumn, Column, PhoneColumn, column
from portal.sheets.registry import register
from portal.sheets.relations import ReferenceColumn
from portal.sheets.resources import Resource


class PersonalColumn(Column):
    """What is a person's own: a table that leaves the portal shows it masked, and a masked cell that comes back changes nothing."""

    def masked(self, obj) -> str:
        """Return what an exported cell shows."""
        raise NotImplementedError

    def read(self, obj):
        return self.masked(obj) if getattr(obj, "is_exported", False) else super().read(obj)

    def write(self, obj, text):
        if not text or text != self.masked(obj):
            super().write(obj, text)


class ClientColumn(PersonalColumn):
    """The client's name."""

    def masked(self, obj):
        return obj.shown_client() if obj.client_name else ""


class ClientPhoneColumn(PersonalColumn, PhoneColumn):
    """The client's phone."""

    def masked(self, obj):
        return mask_phone(obj.client_phone)


@register
class ServiceRecordResource(Resource):
    """Service records; what is exported names persons by family name only, and hides phones."""

    kind = "service-records"
    title = gettext_lazy("服务记录")
    model = ServiceRecord
    key = name = "number"
    examples = (
        {
            "number": "JL20270310-EXAMPL",
            "served_on": "2026-03-10",
            "client_kind": gettext_lazy("农户"),
            "client_name": gettext_lazy("王某"),
            "client_phone": "0715-0001234",
            "service_class": gettext_lazy("技术支持"),
            "content": gettext_lazy("帮助注册网店并上架第一件商品。"),
            "provider": gettext_lazy("青山视觉工作室"),
            "channel": gettext_lazy("上门/下沉"),
            "minutes": "60",
            "result": gettext_lazy("已办结"),
            "fee": "0",
            "satisfaction": gettext_lazy("满意"),
        },
    )

    def build_columns(self):
        number_help = gettext_lazy("新记录留空，自动编号；要修改已有的记录，填它的编号。")
        return [
            column(ServiceRecord, "number", CodeColumn, help=number_help, width=22),
            column(ServiceRecord, "served_on", required=True),
            column(ServiceRecord, "client_kind"),
            enterprise_column(gettext_lazy("已登记的企业"), "enterprise", width=30),
            ReferenceColumn(gettext_lazy("服务网点"), "station", queryset=_stations, keys=("name", "code"), width=30),
            column(ServiceRecord, "client_name", ClientColumn),
            column(ServiceRecord, "client_phone", ClientPhoneColumn),
            town_column(gettext_lazy("所在乡镇")),
            column(ServiceRecord, "service_class"),
            column(ServiceRecord, "content", width=50),
            ReferenceColumn(gettext_lazy("服务人员"), "staff", queryset=_staff, keys=("full_name", "username")),
            ReferenceColumn(gettext_lazy("服务商"), "provider", queryset=_providers, keys=("name", "slug"), width=30),
            ReferenceColumn(gettext_lazy("专家"), "expert", queryset=_experts, keys=("name", "slug")),
            *(column(ServiceRecord, name) for name in ("channel", "minutes", "result", "fee", "satisfaction")),
        ]

    def queryset(self):
        return super().queryset().select_related("enterprise", "station")

    def stored(self):
        for record in super().stored():
            record.is_exported = True
            yield record

    def new(self):
        return ServiceRecord(created_by=self.user)

    def save(self, obj, created, publish):
        super().save(obj, created, publish)
        audit.record("records.recorded" if created else "records.changed", obj, actor=self.user, after={"class": obj.service_class})

    def check_row(self, obj, created):
        """Refuse a service that is recorded already: a table that is sent twice must not count twice."""
        if not created:
            return
        same = ServiceRecord.objects.filter(served_on=obj.served_on, content=obj.content, service_class=obj.service_class)
        same = same.filter(enterprise=obj.enterprise_id, station=obj.station_id, client_kind=obj.client_kind)
        found = next((row for row in same if row.client_name == obj.client_name), None)
        if found is not None:
            message = _("已有相同的记录 %(number)s。确实是另一次服务的，请在服务内容里写明。")
            raise ValidationError({"content": message % {"number": found.number}})


def _stations():
    return Station.objects.only("pk", "name", "code")


def _providers():
    return Provider.objects.only("pk", "name", "slug")


def _experts():
    return Expert.objects.only("pk", "name", "slug")


def _staff():
    return User.objects.working_here().annotate(full_name=Concat("last_name", "first_name"))
