"""Targets and media coverage in the admin: menu, tracker, copies."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.targets.admin_views import MAY_SEE, TRACKER, CopyView, TargetView, TrackerView
from portal.targets.tracker import targets_seen_by
from portal.targets.viewsets import MediaReportViewSet, OnlineEntityViewSet, TargetViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, Lines, Tile, add_act, add_tile

register_snippet(MediaReportViewSet)
add_act(Act("targets", TRACKER[1], TRACKER[0], MAY_SEE, icon="pick", order=65))
add_tile(
    Tile(
        "targets_behind",
        _("落后的指标（每天统计一次）"),
        TRACKER[0],
        MAY_SEE,
        lambda user: targets_seen_by(user).filter(behind_since__isnull=False),
        since="behind_since",
        since_text=_("最早的从 %(day)s 起落后"),
        lines=Lines("name", lambda _kind, key: reverse("target", args=[key])),
        order=75,
    )
)


@hooks.register("register_admin_viewset")
def target_viewsets():
    """Register the targets and the new online entities."""
    return [
        TargetViewSet("target_settings", url_prefix="target-settings"),
        OnlineEntityViewSet("online_entities", url_prefix="online-entities"),
    ]


@hooks.register("register_admin_urls")
def target_urls():
    """Add the tracker and the copies."""
    return [
        path("targets/", TrackerView.as_view(), name="targets"),
        path("targets/<int:pk>/", TargetView.as_view(), name="target"),
        path("media-coverage/copies/<int:pk>/", CopyView.as_view(), name="media_copy"),
    ]


@hooks.register("register_admin_menu_item")
def tracker_item():
    """Offer the tracker to those who may see it."""
    return RightMenuItem(TRACKER[1], TRACKER[0], MAY_SEE, icon_name="pick", order=233)
