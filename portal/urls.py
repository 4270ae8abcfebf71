"""All paths of the portal; pages come last because Wagtail answers every path that is left."""

from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from portal.accounts.views.staff import StaffSignInView
from portal.workbench.views import WorkbenchView

urlpatterns = [
    path("", include("portal.ops.urls")),
    path("", include("portal.web.urls")),
    path("", include("portal.media.urls")),
    # Wagtail's own doors would let staff in without the limits and the second factor.
    path("admin/login/", StaffSignInView.as_view(), name="wagtailadmin_login"),
    # Its links by mail would be another door, and stand in logs: staff get a new password as everybody does, by a code.
    re_path(r"^admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password"), name="staff_lost_password"),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"),
    path("admin/", never_cache(require_admin_access(WorkbenchView.as_view())), name="wagtailadmin_home"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("portal.accounts.urls")),
    path("", include("portal.moderation.urls")),
    path("", include("portal.my.urls")),
    path("", include("portal.talent.urls")),
    path("", include("portal.learning.urls")),
    path("", include("portal.cooperation.urls")),
    path("", include("portal.training.urls")),
    path("", include("portal.venues.urls")),
    path("", include("portal.service_requests.urls")),
    path("", include("portal.consultation.urls")),
    path("", include("portal.complaints.urls")),
    path("", include("portal.opinions.urls")),
    path("", include("portal.membership.urls")),
    path("", include("portal.settlement.urls")),
    path("", include("portal.cases.urls")),
    path("", include("portal.acting.urls")),
    path("", include("portal.selections.urls")),
    path("", include("portal.trade_leads.urls")),
    path("", include("portal.policy_calls.urls")),
    path("", include("portal.surveys.urls")),
    path("", include("portal.catalogues.urls")),
    path("", include("portal.targets.urls")),
    path("", include("portal.enterprises.urls")),
    path("", include("search.urls")),
    path("", include("cms.events.urls")),
    path("", include("cms.core.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.permission_denied"
handler404 = "portal.moderation.views.not_found"
handler500 = "portal.web.errors.server_error"
