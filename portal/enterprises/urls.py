"""Paths of the enterprise directory and of those who act for an enterprise."""

from django.urls import path

from portal.enterprises.models import VerificationRequest
from portal.enterprises.sections import ENTERPRISES
from portal.enterprises.services.verification import withdraw
from portal.enterprises.views import directory, members, my, page
from portal.my.views.actions import press

app_name = "enterprises"
_own = "my/enterprise/<int:pk>/"
urlpatterns = [
    *ENTERPRISES.urls(),
    path("enterprises/confirm/<str:token>/", directory.ConfirmView.as_view(section=ENTERPRISES), name="confirm"),
    path("my/enterprise/", my.MyEnterprises.as_view(), name="my"),
    path("my/enterprise/register/", my.RequestView.as_view(), name="register"),
    path(
        "my/enterprise/requests/<int:pk>/withdraw/",
        press(VerificationRequest, withdraw, crumbs=my.WAY),
        name="request-withdraw",
    ),
    path("my/enterprise/requests/<int:pk>/licence/", my.LicenceView.as_view(), name="licence"),
    path("my/enterprise/invitations/<int:number>/", members.AnswerInvitation.as_view(), name="invitation-answer"),
    path(_own, my.MyEnterprise.as_view(), name="my-enterprise"),
    path(f"{_own}page/", page.PageView.as_view(), name="my-page"),
    path(f"{_own}confirm/", my.ConfirmNow.as_view(), name="my-confirm"),
    path(f"{_own}renew/", my.RenewView.as_view(), name="my-renew"),
    path(f"{_own}diagnoses/<int:number>/", my.DiagnosisView.as_view(), name="my-diagnosis"),
    path(f"{_own}members/", members.MembersView.as_view(), name="my-members"),
    path(f"{_own}members/invite/", members.InviteView.as_view(), name="my-invite"),
    path(f"{_own}invitations/<int:number>/withdraw/", members.WithdrawInvitation.as_view(), name="invitation-withdraw"),
    path(f"{_own}give-back/", members.GiveBack.as_view(), name="my-give-back"),
    path(f"{_own}members/<int:number>/role/", members.ChangeRole.as_view(), name="member-role"),
    path(f"{_own}members/<int:number>/end/", members.EndMembership.as_view(), name="member-end"),
    path(f"{_own}members/<int:number>/hand-over/", members.OfferHandOver.as_view(), name="hand-over-offer"),
    path(f"{_own}hand-overs/<int:number>/", members.AnswerHandOver.as_view(), name="hand-over-answer"),
]
