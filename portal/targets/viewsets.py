"""The admin screens of media reports, new online entities and targets."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel

from portal.moderation.viewsets import EditorialViewSet, ReviewedCreateView, ReviewedEditView
from portal.targets.forms import MediaReportForm, TargetForm
from portal.targets.models import MediaReport, OnlineEntity, Target
from portal.targets.models.entities import ENTITY_FACTS
from portal.workbench.logged_viewsets import LoggedViewSet


class CopiesPanel(Panel):
    """The copies of a report, each with its download, and why there is none of the page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "targets/admin/copies.html"

        def is_shown(self):
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            report = self.instance
            return {**super().get_context_data(parent_context), "report": report, "copies": report.copies.defer("token")}


class KeepsUploadMixin:
    """Saves a report with the file that came with it."""

    def save_instance(self):
        """Save the report, then its file."""
        report = super().save_instance()
        self.form.keep_upload(report)
        return report


class ReportCreateView(KeepsUploadMixin, ReviewedCreateView):
    """A new report."""


class ReportEditView(KeepsUploadMixin, ReviewedEditView):
    """A report and its copies."""


class MediaReportViewSet(EditorialViewSet):
    """Media coverage (R-NEWS-2)."""

    model = MediaReport
    base_url_path = "media-coverage"
    icon = "doc-full"
    menu_label = _("宣传报道")
    menu_order = 232
    add_to_admin_menu = True
    add_view_class = ReportCreateView
    edit_view_class = ReportEditView
    form_class_of_record = MediaReportForm
    list_display = ["title", "medium", "level", "published_on", "live", "has_unpublished_changes"]
    list_filter = ["level", "published_on", "live"]
    search_fields = ["title", "medium", "author"]
    layout = (
        (_("报道"), "title", "medium", "level", "published_on", "author"),
        (_("原文和存档"), "link", "upload"),
        CopiesPanel(heading=_("已有存档")),
    )


class OnlineEntityViewSet(LoggedViewSet):
    """New online entities (R-TGT-3)."""

    model = OnlineEntity
    icon = "site"
    add_to_admin_menu = True
    menu_label = _("新增网络经营主体")
    menu_order = 234
    list_display = ["name", "method", "started_on", "licence_date", "shop_link"]
    list_filter = ["method", "started_on"]
    list_per_page = 50
    search_fields = ["name", "note"]
    log_prefix = "targets.entity_"
    log_fields = ENTITY_FACTS
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "enterprise", "method", "started_on", "licence_date", "shop_link", "note")]
    )


class TargetViewSet(LoggedViewSet):
    """Targets (R-TGT): numbers, days and sources; what is done is counted."""

    model = Target
    icon = "pick"
    add_to_settings_menu = True
    menu_label = _("工作指标")
    menu_order = 110
    log_prefix = "targets."
    log_fields = ("total", "counter")
    list_display = ["name", "counter", "total", "unit", "every", "ends_on", "public"]
    search_fields = ["name", "document"]
    _groups = (
        (_("指标"), "name", "counter", "total", "unit"),
        (_("期间"), "every", "starts_on", "ends_on", "warn_days"),
        (_("依据"), "document", "clause"),
        (_("显示"), "public", "order"),
    )
    edit_handler = ObjectList(
        [
            *(MultiFieldPanel([FieldPanel(name) for name in names], heading=heading) for heading, *names in _groups),
            InlinePanel("milestones", heading=_("节点"), label=_("节点"), panels=[FieldPanel("day"), FieldPanel("total")]),
        ],
        base_form_class=TargetForm,
    )
