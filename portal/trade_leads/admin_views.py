"""Matching for staff: who fits a lead, who has answered it, what came of it; and the figures by month."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView, YearTableView
from portal.trade_leads import figures
from portal.trade_leads.forms import OutcomeForm
from portal.trade_leads.matching import MAY_MATCH, contacts, propose, record_outcome, take_up
from portal.trade_leads.models import Match, TradeLead
from portal.web.parameters import key_of

MAY_SEE_FIGURES = "trade_leads.view_match"
MAX_CANDIDATES = 30


class MatchingView(ModerationView):
    """One lead with those of the other side that may fit, proposed by one press; names and phones by another, which is noted."""

    template_name = "trade_leads/admin/matching.html"
    permission = MAY_MATCH
    header_icon = "resubmit"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.lead = get_object_or_404(TradeLead.objects.for_cards(), pk=kwargs["pk"])

    @property
    def page_title(self):
        return _("供销对接：%(name)s") % {"name": self.lead}

    def get_context_data(self, *, people: dict | None = None, **kwargs):
        lead, asked = self.lead, people or {}
        if lead.is_offer:
            rows = lead.matches.filter(inquiry=None).select_related("counterpart")
            matches = [(match, match.counterpart) for match in rows]
        else:
            matches = [(match, match.lead) for match in lead.matches_of_demand.select_related("lead")]
        met = [other.pk for _match, other in matches if other]
        inquiries = [(row, asked.get(row.pk)) for row in lead.inquiries.standing().consented().select_related("match")]
        shown = {"matches": matches, "inquiries": inquiries, "candidates": TradeLead.objects.fitting(lead).exclude(pk__in=met)}
        shown["candidates"] = shown["candidates"][:MAX_CANDIDATES]
        return super().get_context_data(lead=lead, people=people, **shown, **kwargs)

    def post(self, request, pk):
        """Propose, follow up, or show whom to call."""
        if "contacts" in request.POST:
            poster, rows = contacts(self.lead, request.user)
            return self.render_to_response(self.get_context_data(poster=poster, people={row.pk: row for row in rows}))
        try:
            if "inquiry" in request.POST:
                made = take_up(get_object_or_404(self.lead.inquiries, pk=key_of(request.POST["inquiry"])), request.user)
                return redirect(made.get_outcome_url())
            propose(self.lead, get_object_or_404(TradeLead, pk=key_of(request.POST.get("counterpart", ""))), request.user)
        except TransitionError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("已推荐，双方会收到通知。"))
        return redirect("trade_matching", pk)


class OutcomeView(ModerationView):
    """Records what came of a match, or corrects it."""

    template_name = "trade_leads/admin/outcome.html"
    permission = MAY_MATCH
    header_icon = "tick"
    page_title = _("登记对接结果")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.match = get_object_or_404(Match.objects.select_related("lead", "counterpart", "inquiry"), pk=kwargs["pk"])

    def back(self) -> str:
        """Return the screen of the lead, or the list where the lead is gone."""
        key = self.match.lead_id or self.match.counterpart_id
        return reverse("trade_matching", args=[key]) if key else reverse("wagtailsnippets_trade_leads_tradelead:list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"match": self.match, "form": OutcomeForm(instance=self.match), "back": self.back(), **kwargs})

    def post(self, request, pk):
        """Record it."""
        form = OutcomeForm(request.POST)
        if form.is_valid():
            try:
                said = form.cleaned_data
                record_outcome(self.match, request.user, said["state"], amount=said["amount"], note=said["note"])
            except TransitionError as error:
                form.add_error(None, error)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("已登记结果，并记入服务记录。"))
        return redirect(self.back())


class FiguresView(YearTableView):
    """Leads, inquiries, matches and deals by month, also as a table to take away."""

    page_title = _("供销对接统计")
    permission = MAY_SEE_FIGURES
    explanation = _("按首次公开、提交意向、对接和登记成交的月份统计。")
    file_name = "supply-demand"

    def years(self):
        return figures.years()

    def table(self, year):
        return figures.table(year)
