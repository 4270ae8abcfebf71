"""The admin screens of departments, phases with their tasks, duties, and the budget."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.views.generic import IndexView

from portal.plan.forms import BudgetUseForm
from portal.plan.models import BudgetLine, BudgetUse, Department, Duty, Phase, UsePaper
from portal.workbench.logged_viewsets import LoggedCreateView, LoggedEditView, LoggedViewSet


class DepartmentViewSet(LoggedViewSet):
    """Departments: who leads them and who works in them."""

    model = Department
    icon = "group"
    list_display = ["name", "head", "order"]
    form_fields = ["name", "head", "members", "order"]
    log_prefix = "plan.department_"
    log_fields = ("name", "head", "order")


class PhaseViewSet(LoggedViewSet):
    """Phases and their tasks (R-PLAN-1); how far a task is stands on its own screen."""

    model = Phase
    icon = "list-ul"
    list_display = ["name", "starts_on", "ends_on"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel(name) for name in ("name", "starts_on", "ends_on")], heading=_("阶段")),
            MultiFieldPanel([FieldPanel("document"), FieldPanel("clause")], heading=_("依据")),
            InlinePanel(
                "tasks", heading=_("任务"), label=_("任务"), panels=[FieldPanel(name) for name in ("name", "department", "owner", "due_on")]
            ),
        ]
    )
    log_prefix = "plan.phase_"
    log_fields = ("name", "starts_on", "ends_on")


class DutyIndexView(IndexView):
    """All duties, the newest day first."""

    default_ordering = ("-day", "-pk")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("staff")


class DutyViewSet(LoggedViewSet):
    """The roster, entry by entry (R-PLAN-2)."""

    model = Duty
    icon = "calendar"
    index_view_class = DutyIndexView
    list_display = ["day", "staff", "phone", "note"]
    list_filter = ["day", "staff"]
    list_per_page = 50
    form_fields = ["day", "staff", "phone", "note"]
    log_prefix = "plan.duty_"
    log_fields = ("day", "staff", "note")


class BudgetLineViewSet(LoggedViewSet):
    """What is planned (R-TGT-9)."""

    model = BudgetLine
    icon = "table"
    list_display = ["name", "planned", "order"]
    form_fields = ["name", "planned", "document", "clause", "note", "order"]
    log_prefix = "plan.budgetline_"
    log_fields = ("name", "planned")


class UsePapersPanel(Panel):
    """The receipts of a use, each with its download."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "plan/admin/use_papers.html"

        def is_shown(self):
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "papers": self.instance.papers.defer("token")}


class KeepsPaperMixin:
    """Saves a use with the receipt that came with it."""

    def save_instance(self):
        """Save the use, then its receipt."""
        use = super().save_instance()
        if file := self.form.cleaned_data.get("upload"):
            UsePaper.keep(file.name or "", file.content_type, file.content, use=use)
        return use


class UseCreateView(KeepsPaperMixin, LoggedCreateView):
    """A new use, with who enters it."""

    def save_instance(self):
        self.form.instance.entered_by = self.request.user
        return super().save_instance()


class UseEditView(KeepsPaperMixin, LoggedEditView):
    """A use and its receipts."""


class UseIndexView(IndexView):
    """All uses, the newest first."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("line", "entered_by")


class BudgetUseViewSet(LoggedViewSet):
    """What was used (R-TGT-9)."""

    model = BudgetUse
    icon = "table"
    index_view_class = UseIndexView
    add_view_class = UseCreateView
    edit_view_class = UseEditView
    list_display = ["purpose", "day", "line", "amount", "entered_by"]
    list_filter = ["line", "day"]
    list_per_page = 50
    search_fields = ["purpose"]
    log_prefix = "plan.budgetuse_"
    log_fields = ("line", "day", "amount", "purpose")
    edit_handler = ObjectList(
        [
            *(FieldPanel(name) for name in ("line", "day", "amount", "purpose")),
            UsePapersPanel(heading=_("已有凭据")),
            FieldPanel("upload"),
        ],
        base_form_class=BudgetUseForm,
    )
