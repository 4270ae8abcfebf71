"""Pages of those who look for work: résumé, applications, notice, practice places, digests, recommendations."""

from copy import copy

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.accounts.views.frame import MY, frame
from portal.core.access_log import AccessEntry
from portal.my.views.actions import PostActionView
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyDetailView, MyListView, MyPage, private
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
from portal.talent.views.employers import file_response
from portal.web.meta import Crumb
from portal.web.once import note_result

MY_RESUME = Crumb(_("我的简历"), "/my/resume/")
MY_APPLICATIONS = Crumb(_("我的应聘"), "/my/applications/")


def overview(user) -> list[Crumb]:
    """Return the ways on from the overview."""
    return [MY_RESUME, MY_APPLICATIONS, Crumb(_("我的求职信息"), "/my/wanted/"), Crumb(_("我的招聘"), "/my/jobs/")]


class MyResume(ServiceFormView):
    """The résumé on one page."""

    template_name = "pages/talent/resume.html"
    form_class = ResumeForm
    title = _("我的简历")
    lead = _("只有您投递的单位能看到。前四项填好就能用。")
    submit_label = _("保存")

    def prepare(self):
        self.resume = Resume.objects.filter(user=self.request.user).select_related("file").first()

    def get_initial(self):
        user = self.request.user
        initial = {} if self.resume else {"name": user.get_full_name(), "phone": user.phone}
        return initial | steps.answers(self.request)

    def get_form_kwargs(self):
        # The page goes on showing the résumé as it was, whatever the form makes of its own copy.
        instance = copy(self.resume) if self.resume else Resume(user=self.request.user)
        return {**super().get_form_kwargs(), "instance": instance}

    def get_context_data(self, **kwargs):
        return super().get_context_data(resume=self.resume, **kwargs)

    def perform(self, form):
        resumes.keep_resume(form.instance, form.cleaned_data.get("file"), drop_file=form.cleaned_data.get("drop_file", False))
        steps.forget(self.request)
        return self.get_success_url()

    def get_success_url(self):
        """Return where to go after saving: back to the job that asked for a résumé, or the résumé."""
        job = Job.objects.visible().filter(pk=self.request.GET.get("job") or 0).first() if _is_key(self.request.GET.get("job")) else None
        return reverse("talent:apply", args=[job.pk]) if job else reverse("talent:resume-print")


def _is_key(text: str | None) -> bool:
    return bool(text) and text.isdecimal() and len(text) < 12


class ResumePrint(MyDetailView):
    """The résumé on one sheet of paper."""

    template_name = "pages/talent/resume_print.html"
    title = _("简历")
    crumbs = (MY, MY_RESUME)

    def get_context_data(self, **kwargs):
        resume = get_object_or_404(Resume.objects.select_related("town", "file"), user=self.request.user)
        return super().get_context_data(facts=resume.facts(), resume=resume, **kwargs)


class ResumeFile(MyPage):
    """My own file."""

    def get(self, request):
        """Hand it out.

        Raises:
            Http404: there is none.
        """
        return file_response(get_object_or_404(Resume.objects.exclude(file=None), user=request.user).file)


class DeleteResume(PostActionView):
    """Deletes the résumé everywhere."""

    def get_object(self, queryset=None):
        return self.request.user

    def perform(self, record):
        resumes.delete_resume(record)
        return reverse("accounts:my")


class Apply(ServiceFormView):
    """Sends the résumé to one employer, with the consent that this needs."""

    template_name = "pages/talent/apply.html"
    form_class = ApplyForm
    submit_label = _("投递简历")
    title = _("投递简历")
    consent_purpose = applications.PURPOSE

    def get_context_data(self, **kwargs):
        job = get_object_or_404(Job.objects.visible().for_cards().exclude(enterprise=None), pk=self.kwargs["pk"])
        return super().get_context_data(job=job, resume=Resume.objects.filter(user=self.request.user).first(), **kwargs)

    def perform(self, form):
        return applications.apply(get_object_or_404(Job, pk=self.kwargs["pk"]), self.request.user).applicants_url()


class MyApplications(MyListView):
    """What I have applied for, my practice places, digests and recommendations."""

    model = Application
    template_name = "pages/talent/my_applications.html"
    title = MY_APPLICATIONS.title

    def get_queryset(self):
        return Application.objects.owned_by(self.request.user).select_related("job__enterprise")

    def get_context_data(self, **kwargs):
        user = self.request.user
        places = PracticePlace.objects.filter(user=user, cancelled_at=None).select_related("offer__enterprise")
        return super().get_context_data(
            places=list(places),
            searches=list(user.saved_searches.all()),
            recommendations=list(Recommendation.objects.owned_by(user)),
            **kwargs,
        )


class MyApplication(MyDetailView):
    """One application: its state, the answer, and who has looked."""

    template_name = "pages/talent/my_application.html"
    crumbs = (MY, MY_APPLICATIONS)

    def prepare(self):
        rows = Application.objects.owned_by(self.request.user).select_related("job__enterprise")
        self.application = get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_title(self):
        return str(self.application.job)

    def get_lead(self):
        return self.application.get_state_display()

    def get_context_data(self, **kwargs):
        row = self.application
        looks = AccessEntry.objects.filter(person=self.request.user, object_kind="talent.application", object_id=str(row.pk))
        return super().get_context_data(
            application=row,
            looks=list(looks[:50]),
            may_withdraw=Application.State.WITHDRAWN in applications.APPLICATION_MOVES.following(row.state),
            **kwargs,
        )


class WithdrawApplication(PostActionView):
    """Takes an application back."""

    model = Application

    def perform(self, record):
        applications.withdraw(record, self.request.user)
        return record.applicants_url()


class MyWanted(MyListView):
    """My job-wanted notices and what enterprises have written."""

    model = WantedNotice
    template_name = "pages/talent/my_wanted.html"
    title = _("我的求职信息")
    lead = _("单位给您留言后，由您决定是否告诉对方电话。")
    shows_status = True

    def get_queryset(self):
        return WantedNotice.objects.owned_by(self.request.user)

    def get_context_data(self, **kwargs):
        messages = RelayMessage.objects.filter(notice__user=self.request.user).select_related("enterprise", "notice")
        return super().get_context_data(messages=list(messages[:100]), **kwargs)


class WriteWanted(RecordFormView):
    """Writes a job-wanted notice."""

    model = WantedNotice
    form_class = WantedForm
    title = _("发布求职信息")
    lead = _("姓名只显示姓，电话不公开。提交后由工作人员审核。")
    submit_label = _("提交审核")
    consent_purpose = notices.PUBLIC

    def new_record(self):
        return WantedNotice(user=self.request.user)

    def submit(self, form):
        notices.publish_notice(form.instance, self.request.user, seen_revision=self.seen_revision())


class HideWanted(PostActionView):
    """Takes a notice off the site."""

    model = WantedNotice

    def perform(self, record):
        notices.hide_notice(record, self.request.user)
        return record.get_owner_url()


class RevealPhone(PostActionView):
    """Gives an enterprise my number."""

    def get_queryset(self):
        return RelayMessage.objects.select_related("notice").filter(notice__user=self.request.user)

    def perform(self, record):
        notices.reveal_phone(record, self.request.user)
        return record.notice.get_owner_url()


class KeepSearch(ServiceFormView):
    """Keeps the list's filters, to hear of new jobs."""

    form_class = SearchForm
    title = _("订阅新职位")
    lead = _("按当前的筛选条件，有新职位时告诉您。")
    submit_label = _("订阅")

    def perform(self, form):
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


class MyRecommendation(ServiceFormView):
    """Whether and to whom the centre may recommend me."""

    template_name = "pages/talent/recommendation.html"
    form_class = RecommendationForm
    title = _("中心想推荐您")
    submit_label = _("同意推荐")
    consent_purpose = notices.EMPLOYERS

    def prepare(self):
        found = get_object_or_404(Recommendation, pk=self.kwargs["pk"], user=self.request.user)
        self.record = found.get_latest_revision_as_object()

    def get_context_data(self, **kwargs):
        return super().get_context_data(record=self.record, **kwargs)

    def perform(self, form):
        notices.agree_to_recommendation(self.record, self.request.user, publicly=form.cleaned_data["publicly"] == "yes")
        return reverse("talent:my-applications")


class RefuseRecommendation(PostActionView):
    """Ends a recommendation."""

    def get_queryset(self):
        return Recommendation.objects.owned_by(self.request.user)

    def perform(self, record):
        notices.refuse_recommendation(record, self.request.user)
        return reverse("talent:my-applications")


class ResumeStep(MyDetailView):
    """The résumé question by question, each answer one tap, without JavaScript."""

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/talent/resume_step.html"
    crumbs = (MY, MY_RESUME)

    def get_title(self):
        return _("简历第 %(step)d 步") % {"step": self.kwargs["step"]}

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=steps.question(self.request, self.kwargs["step"]), **kwargs)

    def post(self, request, step):
        """Keep the answer and go on."""
        response = redirect(steps.answer(request, step))
        note_result(request, response)
        return response
