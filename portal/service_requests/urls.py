"""Paths of service requests."""

from django.urls import path

from portal.service_requests.views import my, public

app_name = "service_requests"
urlpatterns = [
    path("services/request/", public.RequestView.as_view(), name="request"),
    path("services/request/status/", public.RequestStatusView.as_view(), name="status"),
    path("services/request/<str:token>/", public.ReceiptView.as_view(), name="receipt"),
    path("services/request/<str:token>/rate/", public.RateView.as_view(), name="rate"),
    path("services/request/<str:token>/withdraw/", public.WithdrawView.as_view(), name="withdraw"),
    path("my/requests/", my.MyRequests.as_view(), name="my"),
    path("my/requests/<int:pk>/", my.MyRequest.as_view(), name="my-request"),
    path("my/requests/<int:pk>/rate/", my.MyRate.as_view(), name="my-rate"),
    path("my/requests/<int:pk>/withdraw/", my.MyWithdraw.as_view(), name="my-withdraw"),
    path("my/entries/requests/", my.ReceivedRequests.as_view(), name="received"),
    path("my/entries/requests/<int:pk>/", my.ReceivedRequest.as_view(), name="received-request"),
    path("act-for/new/", my.ActForNew.as_view(), name="act-for-new"),
    path("act-for/<int:pk>/slip/", my.RenewSlip.as_view(), name="slip-renew"),
    path("act-for/slip/<str:token>/", my.SlipView.as_view(), name="slip"),
    path("act-for/slip/<str:token>/pdf/", my.SlipPaper.as_view(), name="slip-paper"),
]
