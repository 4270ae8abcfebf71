"""The audit log for those who check: read-only, with filters, as a table to take away (GB/T 22239; domain.md §9)."""

import django_filters
from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from portal.core.audit import action_name, action_names
from portal.core.models import AuditEntry


class AuditFilterSet(WagtailFilterSet):
    """Who, what, about what, by which clause, when."""

    at = django_filters.DateFromToRangeFilter(label=_("时间"), widget=DateRangePickerWidget)
    action = django_filters.ChoiceFilter(label=_("操作"), choices=action_names)
    actor_name = django_filters.CharFilter(label=_("操作人"), method="by_actor")
    object_name = django_filters.CharFilter(label=_("对象"), lookup_expr="icontains")
    clause = django_filters.CharFilter(label=_("依据条款"))

    class Meta:
        model = AuditEntry
        fields = ["at", "action", "actor_name", "object_name", "clause"]

    def by_actor(self, rows, _name, value):
        """Return the deeds of people who are called so in the log, or whose account is now."""
        named = Q(actor_name__icontains=value)
        return rows.filter(named | Q(actor__first_name__icontains=value) | Q(actor__last_name__icontains=value))


def actor_shown(entry: AuditEntry) -> str:
    """Return who did it; the log itself has no more than the number of whoever is not staff."""
    actor, name = entry.actor, entry.actor_name
    return name if actor is None or actor.closed_at or str(actor) == name else f"{actor}（{name}）"


def kind_name(label: str) -> str:
    """Return the Chinese name of a model from ``app.model``; a model that is gone gives nothing."""
    try:
        return str(apps.get_model(label)._meta.verbose_name) if label else ""
    except LookupError:
        return ""


def _state(value) -> str:
    return "；".join(f"{key}={item}" for key, item in (value or {}).items()) if isinstance(value, dict) else str(value or "")


class AuditReportView(ReportView):
    """All deeds, the newest first."""

    model = AuditEntry
    page_title = _("审计记录")
    header_icon = "history"
    filterset_class = AuditFilterSet
    index_url_name = "moderation_audit"
    index_results_url_name = "moderation_audit_results"
    permission_policy = ModelPermissionPolicy(AuditEntry)
    any_permission_required = ["view"]
    default_ordering = ("-at", "-pk")
    is_searchable = False
    columns = [
        DateColumn("at", label=_("时间")),
        Column("actor_name", label=_("操作人"), accessor=actor_shown),
        Column("action", label=_("操作"), accessor=lambda row: action_name(row.action)),
        Column("object_name", label=_("对象")),
        Column("clause", label=_("依据条款")),
        Column("reason", label=_("理由")),
    ]
    list_export = ["at", "actor_name", "action", "object_kind", "object_id", "object_name", "clause", "reason", "before", "after"]
    export_headings = {name: AuditEntry._meta.get_field(name).verbose_name for name in list_export}
    custom_field_preprocess = {
        name: {"csv": function, "xlsx": function}
        for name, function in {"action": action_name, "object_kind": kind_name, "before": _state, "after": _state}.items()
    }

    def get_queryset(self):
        return AuditEntry.objects.select_related("actor").order_by(*self.default_ordering)

    def get_filename(self):
        return "audit"
