"""Public paths of the moderation."""

from django.urls import path

from portal.moderation.views import ReportDoneView, ReportStatusView, ReportView, RulesView

app_name = "moderation"
urlpatterns = [
    path("rules/", RulesView.as_view(), name="rules"),
    path("report/", ReportView.as_view(), name="report"),
    path("report/done/<str:token>/", ReportDoneView.as_view(), name="report-done"),
    path("report/status/", ReportStatusView.as_view(), name="report-status"),
]
