"""Paths of complaints."""

from django.urls import path

from portal.complaints.views import my, public

app_name = "complaints"
_case, _own = "complaints/<str:token>/", "my/complaints/<int:pk>/"
urlpatterns = [
    path("complaints/", public.ComplainView.as_view(), name="complain"),
    path(_case, public.ReceiptView.as_view(), name="receipt"),
    path(f"{_case}confirm/", public.ConfirmView.as_view(), name="confirm"),
    path(f"{_case}object/", public.ObjectView.as_view(), name="object"),
    path(f"{_case}files/", public.FilesView.as_view(), name="files"),
    path(f"{_case}files/<int:file>/", public.FileView.as_view(), name="file"),
    path(f"{_case}withdraw/", public.WithdrawView.as_view(), name="withdraw"),
    path("my/complaints/", my.MyComplaints.as_view(), name="my"),
    path(_own, my.MyComplaint.as_view(), name="my-complaint"),
    path(f"{_own}confirm/", my.MyConfirm.as_view(), name="my-confirm"),
    path(f"{_own}object/", my.MyObject.as_view(), name="my-object"),
    path(f"{_own}files/", my.MyFiles.as_view(), name="my-files"),
    path(f"{_own}files/<int:file>/", my.MyFile.as_view(), name="my-file"),
    path(f"{_own}withdraw/", my.MyWithdraw.as_view(), name="my-withdraw"),
]
