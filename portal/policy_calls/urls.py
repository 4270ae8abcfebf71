"""Paths of calls to declare."""

from django.urls import path

from portal.my.views.actions import press
from portal.policy_calls.models import Declaration
from portal.policy_calls.sections import CALLS
from portal.policy_calls.services import withdraw
from portal.policy_calls.views import my, public
from portal.subscriptions.views import subscription_urls

app_name = "policy_calls"
urlpatterns = [
    *subscription_urls(CALLS, next_name="policy_calls:my"),
    *CALLS.urls(),
    path("policies/calls/<slug:slug>/check/", public.CheckView.as_view(section=CALLS), name="check"),
    path("policies/calls/<slug:slug>/declare/", my.DeclareView.as_view(), name="declare"),
    path("my/declarations/", my.MyDeclarations.as_view(), name="my"),
    path("my/declarations/<int:pk>/", my.MyDeclaration.as_view(), name="declaration"),
    path("my/declarations/<int:pk>/papers/", my.CompleteView.as_view(), name="complete"),
    path("my/declarations/<int:pk>/withdraw/", press(Declaration, withdraw, crumbs=my.WAY), name="withdraw"),
    path("my/declarations/papers/<int:pk>/", my.PaperView.as_view(), name="paper"),
]
