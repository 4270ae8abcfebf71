"""Admin screens of what all kinds of case share: working days, time limits, words for answers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from portal.cases.handlers import watched_kinds
from portal.cases.limits import CALL_BACK
from portal.cases.models import CalendarDay, ReplyTemplate, TimeLimit
from portal.workbench.logged_viewsets import LoggedViewSet


class CalendarDayViewSet(LoggedViewSet):
    """Days that differ from the lists; open cases follow."""

    log_prefix = "cases.day_"
    log_fields = ("day", "works", "name")

    model = CalendarDay
    icon = "date"
    menu_label = _("放假和调休日")
    menu_order = 120
    add_to_settings_menu = True
    list_display = ["day", "works", "name"]
    list_filter = ["works"]
    list_per_page = 50
    search_fields = ["name"]
    form_fields = ["day", "works", "name"]


def _limits() -> list:
    """Return all time limits as a kind names its own: code, name, and what holds where nothing is set."""
    own = [limit for kind in watched_kinds() for limit in kind.limits]
    return [*own, (CALL_BACK.code, CALL_BACK.label, CALL_BACK.clock)]


class TimeLimitForm(WagtailAdminModelForm):
    """A time limit of one of the kinds that there are, or of a step of theirs."""

    kind = forms.ChoiceField(label=_("事项"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = _("%(kind)s（未设置时：%(limit)s）")
        self.fields["kind"].choices = [(code, words % {"kind": name, "limit": clock()}) for code, name, clock in _limits()]


def _kind_of(limit: TimeLimit) -> str:
    """Return what cases of a limit's kind are called, or its step; the code of what there is no more."""
    names = {code: str(name) for code, name, _clock in _limits()}
    return names.get(limit.kind, limit.kind)


class TimeLimitViewSet(LoggedViewSet):
    """How long cases of a kind may take, with the document that says so."""

    log_prefix = "cases.limit_"
    log_fields = ("kind", "number", "unit", "source")

    model = TimeLimit
    icon = "time"
    menu_label = _("办理期限")
    menu_order = 121
    add_to_settings_menu = True
    list_display = ["__str__", Column("kind", label=_("事项"), accessor=_kind_of), "source"]
    edit_handler = ObjectList([FieldPanel(name) for name in ("kind", "number", "unit", "source")], base_form_class=TimeLimitForm)


class ReplyTemplateViewSet(ModelViewSet):
    """Words for answers."""

    model = ReplyTemplate
    icon = "mail"
    menu_label = _("答复模板")
    menu_order = 122
    add_to_settings_menu = True
    list_display = ["title", "text"]
    search_fields = ["title", "text"]
    copy_view_enabled = False
    form_fields = ["title", "text"]
