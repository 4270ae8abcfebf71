"""Targets and media coverage in the admin: menu, tracker, copies."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.moderation.wagtail_hooks import RightMenuItem
from portal.targets.admin_views import MAY_SEE, TRACKER, CopyView, TargetView, TrackerView
from portal.targets.viewsets import MediaReportViewSet, OnlineEntityViewSet, TargetViewSet
from portal.workbench.tiles import Act, add_act

register_snippet(MediaReportViewSet)
add_act(Act("targets", TRACKER[1], TRACKER[0], MAY_SEE, icon="pick", order=65))


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
