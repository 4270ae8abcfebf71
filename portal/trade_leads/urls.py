"""Paths of supply and demand."""

from django.urls import path, re_path

from portal.my.views.actions import press
from portal.trade_leads import views
from portal.trade_leads.models import Inquiry, TradeLead
from portal.trade_leads.sections import TRADE_LEADS
from portal.trade_leads.services import end_lead, withdraw_inquiry

app_name = "trade_leads"
urlpatterns = [
    *TRADE_LEADS.urls(),
    re_path(r"^supply-demand/post/(?P<kind>offer|demand)/$", views.WriteTradeLead.as_view(), name="post"),
    path("supply-demand/<int:pk>/inquire/", views.Inquire.as_view(), name="inquire"),
    path("my/supply-demand/", views.MyTradeLeads.as_view(), name="my"),
    path("my/supply-demand/<int:pk>/edit/", views.WriteTradeLead.as_view(), name="edit"),
    path("my/supply-demand/<int:pk>/inquiries/", views.ReceivedInquiries.as_view(), name="inquiries"),
    re_path(r"^my/supply-demand/(?P<pk>\d{1,18})/(?P<state>dealt|closed)/$", press(TradeLead, end_lead, crumbs=views.WAY), name="end"),
    re_path(
        r"^my/supply-demand/inquiries/(?P<pk>\d{1,18})/(?P<state>contacted|agreed|declined)/$", views.MarkInquiry.as_view(), name="mark"
    ),
    path("my/supply-demand/sent/<int:pk>/withdraw/", press(Inquiry, withdraw_inquiry, crumbs=views.WAY), name="inquiry-withdraw"),
]
