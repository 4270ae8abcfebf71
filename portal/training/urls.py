"""Paths of training."""

from django.urls import path

from portal.enrolment.attendance import leave
from portal.enrolment.services import accept
from portal.my.views.actions import press
from portal.my.views.places import CheckInView, TakePlaceView
from portal.subscriptions.views import subscription_urls
from portal.training.models import Enrolment, Session
from portal.training.sections import COURSES, SESSIONS
from portal.training.views import MY_TRAINING, CertificateView, MyCertificate, MyTraining

app_name = "training"
urlpatterns = [
    # Before the courses: no course may be called so.
    path("training/certificates/", CertificateView.as_view(), name="certificates"),
    path("training/certificates/<str:number>/", CertificateView.as_view(), name="certificate"),
    *subscription_urls(COURSES, next_name="training:my"),
    *COURSES.urls(),
    *SESSIONS.urls(),
    path("training/sessions/<slug:slug>/enrol/", TakePlaceView.as_view(model=Session), name="enrol"),
    path("training/sessions/<slug:slug>/check-in/", CheckInView.as_view(model=Session, crumbs=(MY_TRAINING,)), name="check-in"),
    path("my/training/", MyTraining.as_view(), name="my"),
    path("my/training/<int:pk>/cancel/", press(Enrolment, leave, crumbs=(MY_TRAINING,)), name="cancel"),
    path("my/training/<int:pk>/accept/", press(Enrolment, accept, crumbs=(MY_TRAINING,)), name="accept"),
    path("my/training/<int:pk>/certificate/", MyCertificate.as_view(), name="my-certificate"),
]
