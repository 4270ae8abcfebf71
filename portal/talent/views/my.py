"""Pages of those who look for work: résumé, applications, notice, practice places, digests, recommendations."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.accounts.views.frame import MY, frame
from portal.core.access_log import AccessEntry
from portal.core.consents import ConsentText
from portal.talent import steps
from portal.talent.forms.people import ApplyForm, RecommendationForm, ResumeForm, SearchForm, WantedForm
from portal.talent.models import (
    Application,
    Job,
    PracticePlace,
    Recommendation,
    RelayMessage,
    Resume,
    SavedSearch,
    WantedNotice,
)
from portal.talent.services import applications, notices, resumes, searches
from portal.talent.state import text_state
from portal.talent.views.base import Deed, OwnForm, OwnPage, private
from portal.talent.views.employers import file_response
from portal.web.meta import Crumb

MY_RESUME = Crumb(_("我的简历"), "/my/resume/")
MY_APPLICATIONS = Crumb(_("我的应聘"), "/my/applications/")


def overview(user) -> list[Crumb]:
    """Return the ways on from the overview."""
    return [MY_RESUME, MY_APPLICATIONS, Crumb(_("我的求职信息"), "/my/wanted/"), Crumb(_("我的招聘"), "/my/jobs/")]


class MyResume(OwnForm):
    """The résumé on one page."""

    template_name = "pages/talent/resume.html"
    title = _("我的简历")
    lead = _("只有您投递的单位能看到。前四项填好就能用。")
    submit_label = _("保存")

    def make_form(self, data=None):
        user = self.request.user
        resume = Resume.objects.filter(user=user).select_related("file").first() or Resume(user=user)
        initial = {} if resume.pk else {"name": user.get_full_name(), "phone": user.phone}
        initial.update(steps.answers(self.request))
        return ResumeForm(data, self.request.FILES or None, instance=resume, initial=initial)

    def extra_context(self):
        return {"resume": Resume.objects.filter(user=self.request.user).select_related("file").first()}

    def deed(self, form):
        resumes.keep_resume(form.instance, form.cleaned_data.get("file"), drop_file=form.cleaned_data.get("drop_file", False))
        steps.forget(self.request)
        return self.way_on()

    def way_on(self) -> str:
        """Return where to go after saving: back to the job that asked for a résumé, or the résumé."""
        job = Job.objects.visible().filter(pk=self.request.GET.get("job") or 0).first() if _is_key(self.request.GET.get("job")) else None
        return reverse("talent:apply", args=[job.pk]) if job else reverse("talent:resume-print")


def _is_key(text: str | None) -> bool:
    return bool(text) and text.isdecimal() and len(text) < 12


class ResumePrint(OwnPage):
    """The résumé on one sheet of paper."""

    def get(self, request):
        """Show it.

        Raises:
            Http404: there is none yet.
        """
        resume = get_object_or_404(Resume.objects.select_related("town", "file"), user=request.user)
        return self.respond("resume_print", _("简历"), crumbs=(MY, MY_RESUME), facts=resume.facts(), resume=resume)


class ResumeFile(OwnPage):
    """My own file."""

    def get(self, request):
        """Hand it out.

        Raises:
            Http404: there is none.
        """
        return file_response(get_object_or_404(Resume.objects.exclude(file=None), user=request.user).file)


class DeleteResume(Deed):
    """Deletes the résumé everywhere."""

    def act(self, request):
        resumes.delete_resume(request.user)
        return reverse("accounts:my")


class Apply(OwnForm):
    """Sends the résumé to one employer, with the consent that this needs."""

    template_name = "pages/talent/apply.html"
    form_class = ApplyForm
    submit_label = _("投递简历")
    title = _("投递简历")

    def extra_context(self):
        job = self.job()
        return {
            "job": job,
            "consent": ConsentText.current(applications.PURPOSE),
            "resume": Resume.objects.filter(user=self.request.user).first(),
        }

    def job(self) -> Job:
        """Return the job.

        Raises:
            Http404: it is not open, or only reposted.
        """
        return get_object_or_404(Job.objects.visible().for_cards().exclude(enterprise=None), pk=self.kwargs["pk"])

    def deed(self, form):
        job = get_object_or_404(Job, pk=self.kwargs["pk"])
        return applications.apply(job, self.request.user).applicants_url()

    def page(self, form):
        return private(super().page(form))


class MyApplications(OwnPage):
    """What I have applied for."""

    def get(self, request):
        """Show my applications and practice places."""
        rows = Application.objects.filter(user=request.user).select_related("job__enterprise")
        places = PracticePlace.objects.filter(user=request.user, cancelled_at=None).select_related("offer__enterprise")
        return self.respond(
            "my_applications",
            MY_APPLICATIONS.title,
            applications=list(rows[:100]),
            places=list(places),
            searches=list(request.user.saved_searches.all()),
            recommendations=list(Recommendation.objects.filter(user=request.user)),
        )


class MyApplication(OwnPage):
    """One application: its state, the answer, and who has looked."""

    def get(self, request, pk):
        """Show it.

        Raises:
            Http404: it is not mine.
        """
        row = get_object_or_404(Application.objects.select_related("job__enterprise"), pk=pk, user=request.user)
        looks = AccessEntry.objects.filter(person=request.user, object_kind="talent.application", object_id=str(pk))
        return self.respond(
            "my_application",
            str(row.job),
            lead=row.get_state_display(),
            crumbs=(MY, MY_APPLICATIONS),
            application=row,
            looks=list(looks[:50]),
            may_withdraw=Application.State.WITHDRAWN in applications.APPLICATION_MOVES.following(row.state),
        )


class WithdrawApplication(Deed):
    """Takes an application back."""

    def act(self, request, pk):
        row = get_object_or_404(Application, pk=pk, user=request.user)
        applications.withdraw(row, request.user)
        return row.applicants_url()


class MyWanted(OwnPage):
    """My job-wanted notices and what enterprises have written."""

    def get(self, request):
        """Show them."""
        rows = WantedNotice.objects.filter(user=request.user)
        messages = RelayMessage.objects.filter(notice__user=request.user).select_related("enterprise", "notice")
        return self.respond(
            "my_wanted",
            _("我的求职信息"),
            lead=_("单位给您留言后，由您决定是否告诉对方电话。"),
            notices=[(row, text_state(row, request.user), row.hidden_at is None) for row in rows],
            messages=list(messages[:100]),
        )


class WriteWanted(OwnForm):
    """Writes a job-wanted notice."""

    title = _("发布求职信息")
    lead = _("姓名只显示姓，电话不公开。提交后由工作人员审核。")
    submit_label = _("提交审核")

    def make_form(self, data=None):
        return WantedForm(data, instance=self.notice())

    def notice(self) -> WantedNotice:
        """Return the newest text of the notice that is edited, or a new one.

        Raises:
            Http404: it is not mine.
        """
        if "pk" not in self.kwargs:
            return WantedNotice(user=self.request.user)
        return get_object_or_404(WantedNotice, pk=self.kwargs["pk"], user=self.request.user).get_latest_revision_as_object()

    def extra_context(self):
        return {"consent": ConsentText.current(notices.PUBLIC)}

    def deed(self, form):
        notices.publish_notice(form.instance, self.request.user)
        return reverse("talent:my-wanted")


class HideWanted(Deed):
    """Takes a notice off the site."""

    def act(self, request, pk):
        notices.hide_notice(get_object_or_404(WantedNotice, pk=pk, user=request.user), request.user)
        return reverse("talent:my-wanted")


class RevealPhone(Deed):
    """Gives an enterprise my number."""

    def act(self, request, pk):
        message = get_object_or_404(RelayMessage.objects.select_related("notice"), pk=pk, notice__user=request.user)
        notices.reveal_phone(message, request.user)
        return reverse("talent:my-wanted")


class KeepSearch(OwnForm):
    """Keeps the list's filters, to hear of new jobs."""

    form_class = SearchForm
    title = _("订阅新职位")
    lead = _("按当前的筛选条件，有新职位时告诉您。")
    submit_label = _("订阅")

    def deed(self, form):
        query = self.request.GET.urlencode()
        searches.keep_search(self.request.user, query, form.cleaned_data["every"], form.cleaned_data["channel"])
        return reverse("talent:my-applications")


class StopSearch(View):
    """Stops a digest with the token of the message, without signing in: opening shows a button, pressing it stops."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request, token):
        """Show the button."""
        return self.page(request, stopped=False)

    def post(self, request, token):
        """Stop the digest; doing it twice is no mistake."""
        search = SavedSearch.objects.filter(token=token).select_related("user").first()
        if search is not None:
            searches.stop_search(search)
        return self.page(request, stopped=True)

    def page(self, request, *, stopped: bool):
        """Return the page."""
        context = {**frame(request, _("退订新职位提醒")), "stopped": stopped}
        return private(TemplateResponse(request, "pages/talent/search_stop.html", context))


class MyRecommendation(OwnForm):
    """Whether and to whom the centre may recommend me."""

    template_name = "pages/talent/recommendation.html"
    form_class = RecommendationForm
    title = _("中心想推荐您")
    submit_label = _("同意推荐")

    def record(self) -> Recommendation:
        """Return the newest text of the recommendation.

        Raises:
            Http404: it is about somebody else.
        """
        found = Recommendation.objects.filter(pk=self.kwargs["pk"], user=self.request.user).first()
        if found is None:
            raise Http404
        return found.get_latest_revision_as_object() if found.latest_revision_id else found

    def extra_context(self):
        return {"record": self.record(), "consent": ConsentText.current(notices.EMPLOYERS)}

    def deed(self, form):
        notices.agree_to_recommendation(self.record(), self.request.user, publicly=form.cleaned_data["publicly"] == "yes")
        return reverse("talent:my-applications")


class RefuseRecommendation(Deed):
    """Ends a recommendation."""

    def act(self, request, pk):
        notices.refuse_recommendation(get_object_or_404(Recommendation, pk=pk, user=request.user), request.user)
        return reverse("talent:my-applications")


class ResumeStep(OwnPage):
    """The résumé question by question, each answer one tap, without JavaScript."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request, step):
        """Show one question."""
        return self.respond(
            "resume_step", _("简历第 %(step)d 步") % {"step": step}, crumbs=(MY, MY_RESUME), question=steps.question(request, step)
        )

    def post(self, request, step):
        """Keep the answer and go on."""
        return redirect(steps.answer(request, step))
