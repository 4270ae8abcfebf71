"""The admin screens of visits and of what has to be put right."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import ListingButton

from portal.supervision.models import Rectification, Visit
from portal.supervision.services import MAY_CONFIRM
from portal.workbench.logged_viewsets import LoggedViewSet


class VisitIndexView(IndexView):
    """All visits, the latest first."""

    default_ordering = ("-visited_on", "-pk")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("enterprise", "staff")


class VisitViewSet(LoggedViewSet):
    """Visits (R-SUP-3)."""

    model = Visit
    icon = "group"
    index_view_class = VisitIndexView
    list_display = ["visited_on", "enterprise", "place", "staff"]
    list_filter = ["visited_on", "staff"]
    list_per_page = 50
    form_fields = ["visited_on", "enterprise", "place", "staff", "heard", "agreed"]
    log_prefix = "supervision.visit_"
    log_fields = ("visited_on", "enterprise", "place", "staff")


class RectificationIndexView(IndexView):
    """What has to be put right, the first due first; what is done has a button with which the director confirms it."""

    default_ordering = ("due_on", "pk")

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("owner")

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.done_on and not instance.confirmed_at and self.request.user.has_perm(MAY_CONFIRM):
            buttons.append(
                ListingButton(_("核实"), url=reverse("rectification_confirm", args=[instance.pk]), icon_name="tick", priority=15)
            )
        return buttons


class RectificationViewSet(LoggedViewSet):
    """What has to be put right (R-SUP-4)."""

    model = Rectification
    icon = "list-ul"
    index_view_class = RectificationIndexView
    list_display = ["problem", "source", "owner", "due_on", Column("state_label", label=_("状态"))]
    list_filter = ["source", "owner", "due_on"]
    list_per_page = 50
    form_fields = ["source", "reference", "problem", "found_on", "owner", "due_on", "measure", "done_on"]
    log_prefix = "supervision.rectification_"
    log_fields = ("source", "problem", "owner", "due_on", "measure", "done_on")
