"""The admin screens of service records."""

import django_filters
from django.db import transaction
from django.db.models import Case, When
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from portal.core import audit
from portal.records.forms import ServiceRecordForm, private_input
from portal.records.models import ServiceRecord, StationVisit
from portal.records.services import attach, note_look
from portal.web.parameters import key_of


class RecordFilterSet(WagtailFilterSet):
    """Records by day, class, channel, client and place."""

    served_on = django_filters.DateFromToRangeFilter(label=_("服务日期"), widget=DateRangePickerWidget)

    class Meta:
        model = ServiceRecord
        fields = ["served_on", "service_class", "channel", "client_kind", "result", "satisfaction", "town"]


class AttachmentsPanel(Panel):
    """The files of a record, each with its download."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "records/admin/attachments.html"

        def is_shown(self):
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "attachments": self.instance.attachments.defer("token")}


class SavesRecordMixin:
    """Saves a record with the file that came with it."""

    def save_instance(self):
        """Save the record, then its file."""
        record = super().save_instance()
        if self.form.cleaned_data.get("upload"):
            attach(record, self.form.cleaned_data["upload"])
        return record


class RecordIndexView(IndexView):
    """All records, with what the columns name."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("enterprise", "station")


class RecordCreateView(SavesRecordMixin, CreateView):
    """A new record; whoever types it is taken as whoever did it. Of a planned visit (``?visit=``) it is known before, and then done."""

    @cached_property
    def visit(self) -> StationVisit | None:
        """The visit that is recorded, if the address names one that is still to be."""
        asked = key_of(self.request.GET.get("visit", ""))
        return StationVisit.objects.filter(pk=asked, record=None).first() if asked else None

    def get_initial_form_instance(self):
        record = self.visit.drafted_record() if self.visit else ServiceRecord()
        record.staff = record.staff or self.request.user
        return record

    def get_add_url(self):
        return f"{super().get_add_url()}?visit={self.visit.pk}" if self.visit else super().get_add_url()

    @transaction.atomic
    def save_instance(self):
        self.form.instance.created_by = self.request.user
        record = super().save_instance()
        if self.visit:
            StationVisit.objects.filter(pk=self.visit.pk, record=None).update(record=record)
        audit.record("records.recorded", record, actor=self.request.user, after={"class": record.service_class})
        return record

    def get_success_buttons(self):
        return [*super().get_success_buttons(), messages.button(super().get_add_url(), _("再记一条"))]


class RecordEditView(SavesRecordMixin, EditView):
    """A record with its client's name and phone; each look is noted, and each change."""

    def save_instance(self):
        record = super().save_instance()
        audit.record("records.changed", record, actor=self.request.user, after={"class": record.service_class})
        return record

    def get_context_data(self, **kwargs):
        note_look(self.object, self.request.user)
        return super().get_context_data(**kwargs)


class RecordDeleteView(DeleteView):
    """Deletes a record, which is noted."""

    def delete_action(self):
        audit.record("records.deleted", self.object, actor=self.request.user, before={"class": self.object.service_class})
        super().delete_action()


class ServiceRecordViewSet(ModelViewSet):
    """Service records (R-REC-1, R-REC-2)."""

    model = ServiceRecord
    icon = "form"
    add_to_admin_menu = True
    menu_label = _("服务记录")
    menu_order = 212
    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    delete_view_class = RecordDeleteView
    list_display = ["number", "served_on", Column("shown_client", label=_("服务对象")), "service_class", "channel", "station", "result"]
    list_per_page = 50
    filterset_class = RecordFilterSet
    search_fields = ["number", "content", "station__name", "enterprise__name"]
    copy_view_enabled = False

    @cached_property
    def edit_handler(self) -> ObjectList:
        """The form's panels (Wagtail's name)."""
        boxes = {"client_name": private_input(), "client_phone": private_input(inputmode="tel")}
        groups = (
            (_("服务"), "served_on", "service_class", "channel", "content", "minutes"),
            (_("服务对象"), "client_kind", "enterprise", "station", "client_name", "client_phone", "town"),
            (_("服务人员"), "staff", "provider", "expert"),
            (_("结果"), "result", "fee", "satisfaction"),
        )
        panels = [
            MultiFieldPanel([FieldPanel(name, widget=boxes.get(name)) for name in names], heading=heading) for heading, *names in groups
        ]
        return ObjectList([*panels, AttachmentsPanel(heading=_("附件")), FieldPanel("upload")], base_form_class=ServiceRecordForm)


class VisitFilterSet(WagtailFilterSet):
    """Planned visits by day, kind, who goes, and whether they are done."""

    STANDING = (("overdue", _("已逾期")), ("to_come", _("待走访")), ("done", _("已完成")))

    planned_on = django_filters.DateFromToRangeFilter(label=_("计划日期"), widget=DateRangePickerWidget)
    standing = django_filters.ChoiceFilter(label=_("状态"), choices=STANDING, method="of_standing")

    class Meta:
        model = StationVisit
        fields = ["planned_on", "kind", "staff"]

    def of_standing(self, rows, _name, value):
        """Return the rows of which that is true."""
        return getattr(rows, value)()


class VisitIndexView(IndexView):
    """All planned visits, what is still to be done first; also as XLSX."""

    list_export = ["planned_on", "station", "get_kind_display", "staff", "purpose", "standing"]
    export_headings = {"get_kind_display": _("方式"), "standing": _("状态")}
    default_ordering = ("is_done", "planned_on", "pk")

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("station", "staff", "record")
        return rows.annotate(is_done=Case(When(record=None, then=0), default=1))

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.record_id is None and self.request.user.has_perm("records.add_servicerecord"):
            address = f"{reverse('service_records:add')}?visit={instance.pk}"
            buttons.append(Button(_("登记完成"), address, icon_name="tick", priority=5))
        return buttons


class StationVisitViewSet(ModelViewSet):
    """The plan of visits to stations (R-STN-3)."""

    model = StationVisit
    icon = "date"
    add_to_admin_menu = True
    menu_label = _("网点走访计划")
    menu_order = 213
    index_view_class = VisitIndexView
    list_display = ["station", "planned_on", "kind", "staff", "purpose", Column("standing", label=_("状态"))]
    form_fields = ["planned_on", "kind", "station", "staff", "purpose"]
    filterset_class = VisitFilterSet
    search_fields = ["purpose", "station__name"]
    copy_view_enabled = False
