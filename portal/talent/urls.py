"""Paths of jobs, people, bases, and of those who take part."""

from django.urls import path, re_path

from portal.talent.sections import BASES, JOBS, PRACTICE, RECOMMENDED, WANTED
from portal.talent.views import employers, my, practice

app_name = "talent"
urlpatterns = [
    *(pattern for section in (JOBS, WANTED, RECOMMENDED, BASES, PRACTICE) for pattern in section.urls()),
    path("jobs/post/", employers.PostJob.as_view(), name="post"),
    path("jobs/subscribe/", my.KeepSearch.as_view(), name="search-keep"),
    path("jobs/stop/<str:token>/", my.StopSearch.as_view(), name="search-stop"),
    path("jobs/<int:pk>/apply/", my.Apply.as_view(), name="apply"),
    path("talent/wanted/post/", my.WriteWanted.as_view(), name="wanted-post"),
    path("talent/wanted/<int:pk>/write/", employers.WriteToNotice.as_view(), name="wanted-write"),
    path("talent/practice/offer/", practice.OfferPractice.as_view(), name="practice-offer"),
    path("talent/practice/<int:pk>/apply/", practice.TakePlace.as_view(), name="practice-apply"),
    path("my/resume/", my.MyResume.as_view(), name="resume"),
    path("my/resume/print/", my.ResumePrint.as_view(), name="resume-print"),
    path("my/resume/file/", my.ResumeFile.as_view(), name="resume-file"),
    path("my/resume/delete/", my.DeleteResume.as_view(), name="resume-delete"),
    path("my/resume/step/<int:step>/", my.ResumeStep.as_view(), name="resume-step"),
    path("my/applications/", my.MyApplications.as_view(), name="my-applications"),
    path("my/applications/<int:pk>/", my.MyApplication.as_view(), name="my-application"),
    path("my/applications/<int:pk>/withdraw/", my.WithdrawApplication.as_view(), name="application-withdraw"),
    path("my/wanted/", my.MyWanted.as_view(), name="my-wanted"),
    path("my/wanted/<int:pk>/", my.WriteWanted.as_view(), name="wanted-edit"),
    path("my/wanted/<int:pk>/hide/", my.HideWanted.as_view(), name="wanted-hide"),
    path("my/wanted/messages/<int:pk>/reveal/", my.RevealPhone.as_view(), name="wanted-reveal"),
    path("my/practice/<int:pk>/cancel/", practice.GiveBackPlace.as_view(), name="practice-cancel"),
    path("my/recommended/<int:pk>/", my.MyRecommendation.as_view(), name="recommendation"),
    path("my/recommended/<int:pk>/refuse/", my.RefuseRecommendation.as_view(), name="recommendation-refuse"),
    path("my/jobs/", employers.MyJobs.as_view(), name="my-jobs"),
    path("my/jobs/<int:pk>/edit/", employers.EditJob.as_view(), name="job-edit"),
    path("my/jobs/<int:pk>/renew/", employers.RenewJob.as_view(), name="job-renew"),
    re_path(r"^my/jobs/(?P<pk>\d{1,18})/(?P<state>filled|closed)/$", employers.EndJob.as_view(), name="job-end"),
    path("my/jobs/<int:pk>/applications/", employers.Received.as_view(), name="received"),
    path("my/jobs/applications/<int:pk>/", employers.ReadApplication.as_view(), name="read-application"),
    path("my/jobs/applications/<int:pk>/file/", employers.ApplicationFile.as_view(), name="application-file"),
    path("my/jobs/messages/<int:pk>/", employers.Relayed.as_view(), name="relayed"),
    path("my/jobs/practice/<int:pk>/edit/", practice.EditPractice.as_view(), name="practice-edit"),
    path("my/jobs/practice/<int:pk>/close/", practice.ClosePractice.as_view(), name="practice-close"),
    path("my/jobs/practice/<int:pk>/", practice.PracticePeople.as_view(), name="practice-people"),
]
