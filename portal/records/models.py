"""Records of services (服务记录): what was done for whom, by whom, at what price, and how it was liked."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models.people import staff_members
from portal.accounts.personal_data import Erasure, personal_data
from portal.accounts.roles import CLERK, DATA, DIRECTOR, OPERATOR, TRAINING, role_rights
from portal.core import private_files
from portal.core.drawn import drawn_text
from portal.core.encryption import EncryptedTextField
from portal.core.grades import Grade
from portal.core.masking import mask_name, mask_phone
from portal.core.moments import day_text
from portal.core.validators import phone_number
from portal.records.querysets import ServiceRecordQuerySet, StationVisitQuerySet

A_DAY_IN_MINUTES = 24 * 60


class ClientKind(models.TextChoices):
    """Who is served (R-REC-1)."""

    ENTERPRISE = "enterprise", _("企业")
    COOPERATIVE = "cooperative", _("合作社")
    HOUSEHOLD = "household", _("农户")
    STATION = "station", _("服务网点")
    OTHER = "other", _("其他")


# Of these the name is a person's.
PERSONS = frozenset({ClientKind.HOUSEHOLD, ClientKind.OTHER})


class RecordClass(models.TextChoices):
    """The classes of service (R-REC-1), matching of supply and demand (R-REC-4), and the work on stations (R-STN-4)."""

    TECHNICAL = "technical", _("技术支持")
    INFORMATION = "information", _("信息服务")
    MARKETING = "marketing", _("营销策划")
    MANAGEMENT = "management", _("管理咨询")
    FINANCE = "finance", _("金融服务")
    TRADE = "trade", _("供销对接")
    OTHER = "other", _("其他增值服务")
    SURVEY = "survey", _("网点摸排")
    UPGRADE = "upgrade", _("网点升级")
    MAINTENANCE = "maintenance", _("网点维护")


# What is done to a station itself and for nobody else.
STATION_WORK = frozenset({RecordClass.SURVEY, RecordClass.UPGRADE, RecordClass.MAINTENANCE})


class Channel(models.TextChoices):
    """How the service was given (R-REC-2)."""

    ON_SITE = "on_site", _("现场")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("上门/下沉")
    ONLINE = "online", _("线上")


class Result(models.TextChoices):
    """What came of it."""

    DONE = "done", _("已办结")
    CONTINUES = "continues", _("继续跟进")
    REFERRED = "referred", _("已转介")
    UNSOLVED = "unsolved", _("未能解决")


def number_of(day: date, mark: str) -> str:
    """Return the number of a record: the day, and a mark that tells it from others of the day."""
    return f"JL{day_text(day).replace('-', '')}-{mark}"


def draw_number() -> str:
    """Return the number of a new record; by chance, so that a table may be imported while somebody types."""
    return number_of(timezone.localdate(), drawn_text(6))


def _forget(rows, _owner, _user) -> None:
    rows.forget()


@personal_data(
    _("服务记录"),
    ["number", "served_on", "client_name", "client_phone", "service_class", "content", "result", "satisfaction"],
    owner="client",
    erase=Erasure(_forget).keeping(_("服务记录本身按考核要求保留，不再含姓名、电话、附件和账号。")),
    code="service_records",
)
@role_rights(
    {
        **dict.fromkeys((CLERK, OPERATOR, TRAINING), ("add", "change", "view", "view_coverage")),
        DIRECTOR: ("add", "change", "delete", "view", "view_coverage"),
        DATA: ("view_coverage",),
    }
)
class ServiceRecord(models.Model):
    """One service, call or visit (R-REC-1, R-REC-2). Never public.

    ``client`` is the account of who asked for it on the site, if anybody did. ``forgotten_at`` says that name and phone have been emptied.
    """

    number = models.CharField(_("记录编号"), max_length=30, unique=True, default=draw_number)
    served_on = models.DateField(_("服务日期"), default=timezone.localdate)
    client_kind = models.CharField(_("服务对象类型"), max_length=12, choices=ClientKind)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("已登记的企业"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    station = models.ForeignKey(
        "catalogues.Station",
        verbose_name=_("服务网点"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="service_records",
        help_text=_("服务的网点，或在哪个网点办理。网点覆盖率按这一项计算。"),
    )
    client_name = EncryptedTextField(
        _("服务对象名称"), max_length=60, blank=True, default="", help_text=_("已选企业或网点的可以不填。只填办事需要的，不公开。")
    )
    client_phone = EncryptedTextField(_("服务对象电话"), max_length=30, blank=True, default="", validators=[phone_number])
    town = models.ForeignKey("places.Town", verbose_name=_("所在乡镇"), null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    service_class = models.CharField(_("服务类别"), max_length=12, choices=RecordClass)
    content = models.TextField(_("服务内容"), max_length=500, help_text=_("做了什么。不要写身份证号等个人信息。"))
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("服务人员"),
        null=True,
        blank=True,
        limit_choices_to=staff_members,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    provider = models.ForeignKey(
        "catalogues.Provider", verbose_name=_("服务商"), null=True, blank=True, on_delete=models.SET_NULL, related_name="service_records"
    )
    expert = models.ForeignKey(
        "catalogues.Expert", verbose_name=_("专家"), null=True, blank=True, on_delete=models.SET_NULL, related_name="service_records"
    )
    channel = models.CharField(_("服务方式"), max_length=8, choices=Channel)
    minutes = models.PositiveSmallIntegerField(
        _("时长（分钟）"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(A_DAY_IN_MINUTES)]
    )
    result = models.CharField(_("服务结果"), max_length=10, choices=Result, default=Result.DONE)
    fee = models.DecimalField(
        _("收费（元）"),
        max_digits=10,
        decimal_places=2,
        default=Decimal("0"),
        validators=[MinValueValidator(Decimal("0"))],
        help_text=_("免费填 0。"),
    )
    satisfaction = models.PositiveSmallIntegerField(_("满意度"), choices=Grade, null=True, blank=True)
    request_number = models.CharField(_("服务需求编号"), max_length=30, blank=True, default="", editable=False)
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("服务对象账号"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    forgotten_at = models.DateTimeField(_("姓名电话清除时间"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("登记人"), null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("登记时间"), default=timezone.now, editable=False)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务记录")
        verbose_name_plural = _("服务记录")
        ordering = ["-served_on", "-pk"]
        permissions = [("view_coverage", _("查看网点服务覆盖率"))]
        indexes = [
            models.Index(fields=["-served_on", "-id"], name="records_newest"),
            models.Index(fields=["station", "served_on"], name="records_of_station"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request_number"], condition=~models.Q(request_number=""), name="records_one_for_each_request")
        ]

    def __str__(self):
        return self.number

    def save(self, *args, **kwargs):
        """Keep it; where somebody writes a name or phone again, that is forgotten again in its time (PIPL art. 19)."""
        if self.has_contact:
            self.forgotten_at = None
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        errors = {}
        if self.served_on and self.served_on > timezone.localdate():
            errors["served_on"] = ValidationError(_("服务日期不能晚于今天。"), code="future")
        of_station = self.client_kind == ClientKind.STATION
        if self.service_class in STATION_WORK and not of_station:
            errors["client_kind"] = ValidationError(_("网点摸排、升级、维护的服务对象类型是“服务网点”。"), code="not_station")
        if of_station and self.station_id is None:
            errors["station"] = ValidationError(_("请选择服务网点。"), code="missing")
        if not (self.client_name or self.enterprise_id or of_station or self.forgotten_at):
            errors["client_name"] = ValidationError(_("请填写服务对象名称，或选择已登记的企业。"), code="missing")
        if not (self.staff_id or self.provider_id or self.expert_id):
            errors["staff"] = ValidationError(_("请填写服务人员、服务商或专家。"), code="missing")
        if errors:
            raise ValidationError(errors)

    @property
    def is_of_person(self) -> bool:
        """Whether the name is a person's, which lists do not show in full; who has asked by a request is one."""
        return bool(self.request_number) or (self.client_kind in PERSONS and not self.enterprise_id)

    @property
    def has_contact(self) -> bool:
        """Whether it holds what is a person's own: a phone number, or a person's name."""
        return bool(self.client_phone or (self.client_name and self.is_of_person))

    def shown_client(self) -> str:
        """Return the client as lists name it: a firm or station in full, a person by family name only."""
        if self.enterprise_id:
            return str(self.enterprise)
        if self.client_name:
            return mask_name(self.client_name) if self.is_of_person else self.client_name
        return str(self.station or "")

    def shown_phone(self) -> str:
        """Return the phone number as lists show it."""
        return mask_phone(self.client_phone)


class Attachment(private_files.EncryptedFile):
    """A paper or picture of a service, as the upload gate let it in."""

    record = models.ForeignKey(ServiceRecord, verbose_name=_("服务记录"), on_delete=models.CASCADE, related_name="attachments")

    class Meta:
        verbose_name = _("服务记录附件")
        verbose_name_plural = _("服务记录附件")
        ordering = ["pk"]


@role_rights(
    {
        **dict.fromkeys((CLERK, OPERATOR, TRAINING), ("add", "change", "view")),
        DIRECTOR: ("add", "change", "delete", "view"),
    }
)
class StationVisit(models.Model):
    """A visit to a station, or a talk with the firm that runs it, as staff plan it; what is done is a service record (R-STN-3)."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("下沉走访")
        FIRM = "firm", _("联系运营企业")

    planned_on = models.DateField(_("计划日期"))
    kind = models.CharField(_("方式"), max_length=5, choices=Kind, default=Kind.VISIT)
    station = models.ForeignKey("catalogues.Station", verbose_name=_("服务网点"), on_delete=models.CASCADE, related_name="planned_visits")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("负责人"),
        null=True,
        limit_choices_to=staff_members,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    purpose = models.CharField(_("事由"), max_length=200, help_text=_("去做什么，例如“摸排库存和快递量”。"))
    record = models.OneToOneField(
        ServiceRecord, verbose_name=_("服务记录"), null=True, editable=False, on_delete=models.SET_NULL, related_name="visit"
    )

    objects = StationVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("网点走访计划")
        verbose_name_plural = _("网点走访计划")
        ordering = ["planned_on", "pk"]

    def __str__(self):
        return f"{day_text(self.planned_on)} {self.station}"

    def clean(self):
        super().clean()
        if self.kind == self.Kind.FIRM and self.station_id and self.station.operator_id is None:
            raise ValidationError({"station": ValidationError(_("这个网点没有登记运营企业。"), code="no_operator")})

    def standing(self) -> str:
        """Return whether it is done, still to come, or overdue, in words."""
        if self.record:
            return str(_("已完成（%(day)s）") % {"day": day_text(self.record.served_on)})
        return str(_("已逾期") if self.planned_on < timezone.localdate() else _("待走访"))

    def drafted_record(self) -> ServiceRecord:
        """Return the record that staff complete once it is done, with what the plan says."""
        of_firm = self.kind == self.Kind.FIRM
        return ServiceRecord(
            client_kind=ClientKind.ENTERPRISE if of_firm else ClientKind.STATION,
            enterprise=self.station.operator if of_firm else None,
            station=self.station,
            town=self.station.town,
            channel=Channel.PHONE if of_firm else Channel.VISIT,
            content=self.purpose,
            staff=self.staff,
        )
