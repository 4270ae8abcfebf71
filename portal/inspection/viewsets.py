"""The rules of the self-inspection among the settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.core import audit
from portal.inspection.forms import RuleForm
from portal.inspection.models import Rule


class LoggedMixin:
    """Notes what was done to a rule, with what decides about its findings."""

    deed = ""

    def save_instance(self):
        """Save it and note it."""
        rule = super().save_instance()
        told = {name: getattr(rule, name) for name in ("method", "limit_days", "severity", "threshold", "active")}
        audit.record(self.deed, rule, actor=self.request.user, after={**told, "owner": str(rule.owner)})
        return rule


class RuleCreateView(LoggedMixin, CreateView):
    """A new rule."""

    deed = "inspection.added"


class RuleEditView(LoggedMixin, EditView):
    """A rule."""

    deed = "inspection.changed"


class RuleViewSet(ModelViewSet):
    """Rules with their sources; nobody deletes one, it is switched off (R-SUP-4)."""

    model = Rule
    icon = "circle-check"
    add_to_settings_menu = True
    menu_label = _("自查规则")
    menu_order = 112
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    list_display = ["name", "method", "limit_days", "severity", "owner", "active"]
    list_filter = ["severity", "owner", "active"]
    list_per_page = 50
    search_fields = ["name", "document", "clause"]
    copy_view_enabled = False
    _groups = (
        (_("规则"), "name", "method", "items"),
        (_("依据"), "document", "clause", "severity", "threshold"),
        (_("期限和责任"), "limit_days", "warn_days", "owner"),
        (_("使用"), "active", "order"),
    )
    edit_handler = ObjectList(
        [MultiFieldPanel([FieldPanel(name) for name in names], heading=heading) for heading, *names in _groups],
        base_form_class=RuleForm,
    )
