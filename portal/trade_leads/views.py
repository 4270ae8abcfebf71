"""Supply and demand as everybody sees it, and the pages of those who post and answer."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core import clock, consents
from portal.enrolment.responses import WITHDRAWN
from portal.enterprises.policies import verified_enterprises
from portal.my.organisations import ForOrganisationMixin
from portal.my.views.actions import PostActionView
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.trade_leads.choices import Kind
from portal.trade_leads.forms import InquiryForm, TradeLeadForm
from portal.trade_leads.models import Inquiry, TradeLead
from portal.trade_leads.querysets import PUBLIC
from portal.trade_leads.services import MARKS, PHONE, inquire, mark, post_lead, public_phone, received
from portal.web.frame import MY
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView, visitor

MY_LEADS = Crumb(_("我的供求"), "/my/supply-demand/")
WAY = (MY, MY_LEADS)
MAX_SENT = 50


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_LEADS]


class TradeLeadDetail(RecordDetailView):
    """One lead, with whom to call as far as the poster agrees."""

    def record_context(self, request, record):
        clock.ends_today()
        user = visitor(request)
        own = Inquiry.objects.owned_by(user).standing().filter(lead=record.pk).first() if user and record.pk else None
        return {"phone": public_phone(record), "own": own}


class MyTradeLeads(MyListView):
    """My leads with where each stands, and what I have answered."""

    model = TradeLead
    template_name = "pages/trade_leads/my.html"
    title = MY_LEADS.title
    lead = _("发布供应或求购，查看谁有意向，成交后请标记。")
    shows_status = True

    def get_queryset(self):
        standing = Count("inquiries", filter=~Q(inquiries__state=WITHDRAWN))
        return super().get_queryset().for_cards().annotate(standing_inquiries=standing)

    def get_context_data(self, **kwargs):
        sent = Inquiry.objects.owned_by(self.request.user).select_related("lead")[:MAX_SENT]
        return super().get_context_data(sent=list(sent), **kwargs)


class WriteTradeLead(ForOrganisationMixin, RecordFormView):
    """Posts a supply or a demand, or changes what is said of one."""

    model = TradeLead
    form_class = TradeLeadForm
    lead = _("提交后由工作人员审核，通过后公开；修改期间，公众看到的仍是原来的内容。")
    submit_label = _("提交审核")
    crumbs = WAY
    organisations = staticmethod(verified_enterprises)
    consent_purpose = PUBLIC

    def new_record(self):
        return TradeLead(kind=self.kwargs["kind"], poster=self.request.user)

    def get_title(self):
        words = {Kind.OFFER: (_("发布供应"), _("修改供应")), Kind.DEMAND: (_("发布求购"), _("修改求购"))}
        return words[Kind(self.object.kind)][bool(self.object.pk)]

    def refusal(self):
        return ""

    def get_form_kwargs(self):
        user, lead = self.request.user, self.object
        shown = bool(lead.pk) and consents.has(user, PHONE, subject=lead)
        mine = lead.poster_id == user.pk and bool(user.phone)
        return {**super().get_form_kwargs(), "may_show_phone": mine, "phone_shown": shown}

    def submit(self, form):
        draft = form.draft(self.request.user)
        post_lead(draft, self.request.user, seen_revision=self.seen_revision(), show_phone=form.cleaned_data.get("show_phone"))


class Inquire(ServiceFormView):
    """Answers a lead."""

    model = TradeLead
    form_class = InquiryForm
    submit_label = _("提交意向")
    consent_purpose = Inquiry.purpose
    service = staticmethod(inquire)

    def get_queryset(self):
        return TradeLead.objects.visible().for_cards()

    def get_title(self):
        return _("我有意向：%(name)s") % {"name": self.object}

    def get_crumbs(self):
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def get_form_kwargs(self):
        label = _("我同意把姓名和手机号码交给发布人和县电子商务公共服务中心，只用于这次买卖")
        return {**super().get_form_kwargs(), "consent_label": label}

    def perform(self, form):
        said = form.cleaned_data
        return inquire(self.object, self.request.user, contact=said["name"], phone=said["phone"], text=said["text"]).get_owner_url()


class ReceivedInquiries(MyRecordView):
    """Who has answered a lead of mine; each look is noted."""

    model = TradeLead
    template_name = "pages/trade_leads/inquiries.html"
    crumbs = WAY

    def get_title(self):
        return _("收到的意向：%(name)s") % {"name": self.object}

    def get_context_data(self, **kwargs):
        marks = [(state, state.label) for state in MARKS]
        return super().get_context_data(inquiries=received(self.object, self.request.user), marks=marks, **kwargs)


class MarkInquiry(PostActionView):
    """Notes how it went with somebody who has answered."""

    model = Inquiry
    crumbs = WAY

    def get_queryset(self):
        return Inquiry.objects.received_by(self.request.user).select_related("lead__enterprise")

    def perform(self, record):
        mark(record, self.request.user, self.kwargs["state"])
        return reverse("trade_leads:inquiries", args=[record.lead_id])
