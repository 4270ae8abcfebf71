"""Paths of training."""

from django.urls import path

from portal.enrolment.attendance import leave
from portal.enrolment.services import accept
from portal.my.views.actions import press
from portal.my.views.places import CheckInView
from portal.subscriptions.views import subscription_urls
from portal.training.answer_views import FeedbackView, FollowUpView
from portal.training.models import Enrolment, Session
from portal.training.plan_views import SurveyDoneView, SurveyView
from portal.training.sections import COURSES, PLANS, SESSIONS
from portal.training.views import MY_TRAINING, ActForSession, CertificateView, EnrolView, MyCertificate, MyTraining

app_name = "training"
urlpatterns = [
    # Before the courses: no course may be called so.
    path("training/certificates/", CertificateView.as_view(), name="certificates"),
    path("training/certificates/<str:number>/", CertificateView.as_view(), name="certificate"),
    path("training/survey/", SurveyView.as_view(), name="survey"),
    path("training/survey/done/", SurveyDoneView.as_view(), name="survey-done"),
    *PLANS.urls(),
    *subscription_urls(COURSES, next_name="training:my"),
    *COURSES.urls(),
    *SESSIONS.urls(),
    path("training/sessions/<slug:slug>/enrol/", EnrolView.as_view(), name="enrol"),
    path("training/sessions/<slug:slug>/act-for/", ActForSession.as_view(), name="act-for"),
    path("training/sessions/<slug:slug>/check-in/", CheckInView.as_view(model=Session, crumbs=(MY_TRAINING,)), name="check-in"),
    path("my/training/", MyTraining.as_view(), name="my"),
    path("my/training/<int:pk>/cancel/", press(Enrolment, leave, crumbs=(MY_TRAINING,)), name="cancel"),
    path("my/training/<int:pk>/accept/", press(Enrolment, accept, crumbs=(MY_TRAINING,)), name="accept"),
    path("my/training/feedback/<int:pk>/", FeedbackView.as_view(), name="feedback"),
    path("my/training/follow-ups/<int:pk>/", FollowUpView.as_view(), name="follow-up"),
    path("my/training/<int:pk>/certificate/", MyCertificate.as_view(), name="my-certificate"),
]
