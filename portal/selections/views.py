"""What everybody sees of selections; nominating, voting and marking; a person's own."""

from django import forms
from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.client import client_address
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyListView
from portal.selections.forms import MarksForm, NominationForm
from portal.selections.models import JuryMark, Nomination, Selection
from portal.selections.services import mark, nominate, vote, votes_of
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView

# Nominations on the page of their selection.
MAX_NOMINATIONS = 300

MY_SELECTIONS = Crumb(_("我的评选"), "/my/selections/")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [MY_SELECTIONS]


class SelectionDetail(RecordDetailView):
    """One selection with its nominations, and the result once it is published."""

    def record_context(self, request, record):
        rows = Nomination.objects.visible().filter(selection=record).select_related("enterprise").ranked() if record.pk else []
        return {"nominations": list(rows[:MAX_NOMINATIONS])}


class NominationDetail(RecordDetailView):
    """One nomination."""


class Nominate(RecordFormView):
    """Nominates somebody or something, or changes what was said of it."""

    model = Nomination
    form_class = NominationForm
    submit_label = _("提交审核")
    consent_purpose = Nomination.purpose_of_consent
    service = staticmethod(nominate)

    def get_title(self):
        return _("修改提名") if self.object.pk else _("提名：%(name)s") % {"name": self.object.selection}

    def get_lead(self):
        return _("审核通过后公开。每人最多提名 %(most)d 个。") % {"most": settings.SELECTION_NOMINATIONS}

    def get_crumbs(self):
        return (Crumb(str(self.object.selection), self.object.selection.get_absolute_url()),)

    def get_queryset(self):
        return super().get_queryset().select_related("selection")

    def new_record(self):
        return Nomination(selection=get_object_or_404(Selection.objects.visible(), slug=self.kwargs["slug"]), user=self.request.user)

    def refusal(self):
        return "" if self.object.selection.phase == Selection.Phase.NOMINATING else str(_("现在不是提名时间。"))


class CastVote(ServiceFormView):
    """Votes for one nomination; one press on a page of its own, so that the public page can be kept for everybody."""

    model = Nomination
    form_class = forms.Form
    submit_label = _("投票")
    nameless = True
    lead = _("每个核验过的手机号码每天一票。网站不记录谁投给了谁。")

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        # The page after it, and whatever logs it, does not learn from which nomination one came.
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    def get_queryset(self):
        return Nomination.objects.visible().select_related("selection")

    def get_title(self):
        return _("投票给：%(name)s") % {"name": self.object}

    def get_crumbs(self):
        return (Crumb(str(self.object.selection), self.object.selection.get_absolute_url()),)

    def refusal(self):
        return "" if self.request.user.phone_verified else str(_("请先在“我的资料”里核验手机号码，再投票。"))

    def perform(self, form):
        vote(self.object, self.request.user, client_address(self.request))
        return reverse("selections:my")


class GiveMarks(ServiceFormView):
    """What a juror gives each nomination."""

    model = Selection
    form_class = MarksForm
    submit_label = _("保存打分")
    crumbs = (MY_SELECTIONS,)
    lead = _("结果公布前可以修改。没有打分的留空。自己提名的和自己企业的不打分。")

    def get_queryset(self):
        return Selection.objects.visible().filter(jurors__user=self.request.user)

    def get_title(self):
        return _("评委打分：%(name)s") % {"name": self.object}

    def get_form_kwargs(self):
        given = JuryMark.objects.filter(juror__selection=self.object, juror__user=self.request.user)
        nominations = list(Nomination.objects.visible().filter(selection=self.object).not_of(self.request.user).ranked())
        return {**super().get_form_kwargs(), "nominations": nominations, "marks": dict(given.values_list("nomination", "points"))}

    def perform(self, form):
        mark(self.object, self.request.user, form.points())
        return reverse("selections:my")


class MySelections(MyListView):
    """What I have nominated, my own votes while they can be told, and where I am in the jury."""

    model = Nomination
    template_name = "pages/selections/my.html"
    title = MY_SELECTIONS.title
    shows_status = True

    def get_queryset(self):
        return super().get_queryset().select_related("selection")

    def get_context_data(self, **kwargs):
        juries = Selection.objects.visible().filter(jurors__user=self.request.user)
        return super().get_context_data(votes=votes_of(self.request.user), juries=list(juries), **kwargs)
