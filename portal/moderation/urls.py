"""Public paths of the moderation."""

from django.urls import path

from portal.moderation.views import ReportStatusView, ReportView, RulesView

app_name = "moderation"
urlpatterns = [
    path("rules/", RulesView.as_view(), name="rules"),
    path("report/", ReportView.as_view(), name="report"),
    path("report/status/", ReportStatusView.as_view(), name="report-status"),
]
