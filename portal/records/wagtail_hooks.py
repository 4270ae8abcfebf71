"""Service records in the admin: menu, report, files."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.records.admin_views import MAY_SEE_COVERAGE, AttachmentView, CoverageView
from portal.records.viewsets import ServiceRecordViewSet, StationVisitViewSet
from portal.workbench.menu import RightMenuItem
from portal.workbench.tiles import Act, add_act

add_act(Act("service_record", _("登记服务"), "service_records:add", "records.add_servicerecord", icon="form", order=40))


@hooks.register("register_admin_viewset")
def service_records():
    """Register the records."""
    return ServiceRecordViewSet("service_records", url_prefix="service-records")


@hooks.register("register_admin_viewset")
def station_visits():
    """Register the plan of visits."""
    return StationVisitViewSet("station_visits", url_prefix="station-visits")


@hooks.register("register_admin_urls")
def record_urls():
    """Add the report and the files."""
    return [
        path("station-coverage/", CoverageView.as_view(), name="station_coverage"),
        path("service-records/attachments/<int:pk>/", AttachmentView.as_view(), name="record_attachment"),
    ]


@hooks.register("register_reports_menu_item")
def coverage_item():
    """Offer the report to those who may see it."""
    return RightMenuItem(_("网点服务覆盖率"), "station_coverage", MAY_SEE_COVERAGE, icon_name="site", order=1210)
