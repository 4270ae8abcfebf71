"""Paths of jobs, people, bases, and of those who take part."""

from django.urls import path, re_path

from portal.enrolment.services import close, give_back
from portal.my.views.actions import press
from portal.my.views.places import TakePlaceView
from portal.subscriptions.views import subscription_urls
from portal.talent.models import Application, Job, PracticeOffer, PracticePlace, Recommendation, RelayMessage, WantedNotice
from portal.talent.sections import BASES, JOBS, PRACTICE, RECOMMENDED, WANTED
from portal.talent.services import applications, jobs, notices
from portal.talent.views import employers, my

app_name = "talent"
urlpatterns = [
    *subscription_urls(JOBS, next_name="talent:my-applications"),
    *(pattern for section in (JOBS, WANTED, RECOMMENDED, BASES, PRACTICE) for pattern in section.urls()),
    path("jobs/post/", employers.PostJob.as_view(), name="post"),
    path("jobs/<int:pk>/apply/", my.Apply.as_view(), name="apply"),
    path("talent/wanted/post/", my.WriteWanted.as_view(), name="wanted-post"),
    path("talent/wanted/<int:pk>/write/", employers.WriteToNotice.as_view(), name="wanted-write"),
    path("talent/practice/offer/", employers.OfferPractice.as_view(), name="practice-offer"),
    path("talent/practice/<int:pk>/apply/", TakePlaceView.as_view(model=PracticeOffer), name="practice-apply"),
    path("my/resume/", my.MyResume.as_view(), name="resume"),
    path("my/resume/print/", my.ResumePrint.as_view(), name="resume-print"),
    path("my/resume/file/", my.ResumeFile.as_view(), name="resume-file"),
    path("my/resume/delete/", my.DeleteResume.as_view(), name="resume-delete"),
    path("my/resume/step/<int:step>/", my.ResumeStep.as_view(), name="resume-step"),
    path("my/applications/", my.MyApplications.as_view(), name="my-applications"),
    path("my/applications/<int:pk>/", my.MyApplication.as_view(), name="my-application"),
    path("my/applications/<int:pk>/withdraw/", press(Application, applications.withdraw), name="application-withdraw"),
    path("my/wanted/", my.MyWanted.as_view(), name="my-wanted"),
    path("my/wanted/<int:pk>/", my.WriteWanted.as_view(), name="wanted-edit"),
    path("my/wanted/<int:pk>/hide/", press(WantedNotice, notices.hide_notice), name="wanted-hide"),
    path("my/wanted/messages/<int:pk>/reveal/", press(RelayMessage, notices.reveal_phone), name="wanted-reveal"),
    path("my/practice/<int:pk>/cancel/", press(PracticePlace, give_back), name="practice-cancel"),
    path("my/recommended/<int:pk>/", my.MyRecommendation.as_view(), name="recommendation"),
    path("my/recommended/<int:pk>/refuse/", press(Recommendation, notices.refuse_recommendation), name="recommendation-refuse"),
    path("my/jobs/", employers.MyJobs.as_view(), name="my-jobs"),
    path("my/jobs/<int:pk>/edit/", employers.PostJob.as_view(), name="job-edit"),
    path("my/jobs/<int:pk>/renew/", employers.RenewJob.as_view(), name="job-renew"),
    re_path(r"^my/jobs/(?P<pk>\d{1,18})/(?P<state>filled|closed)/$", press(Job, jobs.end_job), name="job-end"),
    path("my/jobs/<int:pk>/applications/", employers.Received.as_view(), name="received"),
    path("my/jobs/applications/<int:pk>/", employers.ReadApplication.as_view(), name="read-application"),
    path("my/jobs/applications/<int:pk>/file/", employers.ApplicationFile.as_view(), name="application-file"),
    path("my/jobs/messages/<int:pk>/", employers.Relayed.as_view(), name="relayed"),
    path("my/jobs/practice/<int:pk>/edit/", employers.OfferPractice.as_view(), name="practice-edit"),
    path("my/jobs/practice/<int:pk>/close/", press(PracticeOffer, close), name="practice-close"),
    path("my/jobs/practice/<int:pk>/", employers.PracticePeople.as_view(), name="practice-people"),
]
