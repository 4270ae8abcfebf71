"""Paths of the book of opinions."""

from django.urls import path

from portal.opinions import views

app_name = "opinions"
_case = "opinions/<str:token>/"
urlpatterns = [
    path("opinions/", views.WriteView.as_view(), name="write"),
    path(_case, views.ReceiptView.as_view(), name="receipt"),
    path(f"{_case}rate/", views.RateView.as_view(), name="rate"),
    path(f"{_case}withdraw/", views.WithdrawView.as_view(), name="withdraw"),
]
