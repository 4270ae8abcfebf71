"""Paths of training."""

from django.urls import path

from portal.enrolment.services import give_back
from portal.my.views.actions import press
from portal.my.views.places import TakePlaceView
from portal.subscriptions.views import subscription_urls
from portal.training.models import Enrolment, Session
from portal.training.sections import COURSES, SESSIONS
from portal.training.views import MY_TRAINING, MyTraining

app_name = "training"
urlpatterns = [
    *subscription_urls(COURSES, next_name="training:my"),
    *COURSES.urls(),
    *SESSIONS.urls(),
    path("training/sessions/<slug:slug>/enrol/", TakePlaceView.as_view(model=Session), name="enrol"),
    path("my/training/", MyTraining.as_view(), name="my"),
    path("my/training/<int:pk>/cancel/", press(Enrolment, give_back, crumbs=(MY_TRAINING,)), name="cancel"),
]
