"""Paths of settlement."""

from django.urls import path

from portal.settlement.views import my, public

app_name = "settlement"
urlpatterns = [
    path("settle/", public.RulesView.as_view(), name="rules"),
    path("settle/calculator/", public.CalculatorView.as_view(), name="calculator"),
    path("settle/apply/", my.ApplyView.as_view(), name="apply"),
    path("my/settlement/", my.MySettlement.as_view(), name="my"),
    path("my/settlement/applications/<int:pk>/", my.MyApplication.as_view(), name="application"),
    path("my/settlement/applications/<int:pk>/papers/", my.CompleteView.as_view(), name="complete"),
    path("my/settlement/applications/<int:pk>/withdraw/", my.WithdrawView.as_view(), name="withdraw"),
    path("my/settlement/papers/<int:pk>/", my.PaperView.as_view(), name="paper"),
    path("my/settlement/agreements/<int:pk>/", my.MyAgreement.as_view(), name="agreement"),
    path("my/settlement/agreements/<int:pk>/sales/", my.SalesView.as_view(), name="sales"),
]
