"""Paths of consultations."""

from django.urls import path

from portal.consultation.sections import ANSWERS
from portal.consultation.views import my, public

app_name = "consultation"
_case, _own = "ask/<str:token>/", "my/consultations/<int:pk>/"
urlpatterns = [
    path("ask/", public.AskView.as_view(), name="ask"),
    path("ask/suggest/", public.suggest, name="suggest"),
    *ANSWERS.urls(),
    path(_case, public.ReceiptView.as_view(), name="receipt"),
    path(f"{_case}rate/", public.RateView.as_view(), name="rate"),
    path(f"{_case}further/", public.FurtherView.as_view(), name="further"),
    path(f"{_case}withdraw/", public.WithdrawView.as_view(), name="withdraw"),
    path("my/consultations/", my.MyConsultations.as_view(), name="my"),
    path(_own, my.MyConsultation.as_view(), name="my-consultation"),
    path(f"{_own}rate/", my.MyRate.as_view(), name="my-rate"),
    path(f"{_own}further/", my.MyFurther.as_view(), name="my-further"),
    path(f"{_own}withdraw/", my.MyWithdraw.as_view(), name="my-withdraw"),
]
