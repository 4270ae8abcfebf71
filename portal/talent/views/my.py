"""Pages of those who look for work: résumé, applications, notice, practice places, recommendations."""

from copy import copy

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.account_data import looks_at
from portal.my.views.actions import PostActionView
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyDetailView, MyListView, MyPage, MyRecordView
from portal.my.views.steps import QuestionsView
from portal.talent.forms.people import ApplyForm, RecommendationForm, ResumeForm, WantedForm
from portal.talent.models import (
    Application,
    Job,
    PracticePlace,
    Recommendation,
    RelayMessage,
    Resume,
    WantedNotice,
)
from portal.talent.services import applications, notices, resumes
from portal.web.frame import MY, wanted_next
from portal.web.meta import Crumb

MY_RESUME = Crumb(_("我的简历"), "/my/resume/")
MY_APPLICATIONS = Crumb(_("我的应聘"), "/my/applications/")


def overview(user) -> list[Crumb]:
    """Return the ways on from the overview."""
    return [MY_RESUME, MY_APPLICATIONS, Crumb(_("我的求职信息"), "/my/wanted/"), Crumb(_("我的招聘"), "/my/jobs/")]


class ResumeStep(QuestionsView):
    """The résumé in eight taps: five questions, name and phone as the account has them, one press to save."""

    model = Resume
    questions = ("job_class", "town", "job_type", "education", "experience")
    # What employers need before they call.
    needed = ("job_class", "town")
    step_name, form_name = "talent:resume-step", "talent:resume"
    crumbs = (MY, MY_RESUME)


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
        return initial | ResumeStep.answers(self.request)

    def get_form_kwargs(self):
        # The page goes on showing the résumé as it was, whatever the form makes of its own copy.
        instance = copy(self.resume) if self.resume else Resume(user=self.request.user)
        return {**super().get_form_kwargs(), "instance": instance}

    def get_context_data(self, **kwargs):
        return super().get_context_data(resume=self.resume, **kwargs)

    def perform(self, form):
        resumes.keep_resume(form.instance, form.cleaned_data.get("file"), drop_file=form.cleaned_data.get("drop_file", False))
        ResumeStep.forget(self.request)
        return wanted_next(self.request, reverse("talent:resume-print"))


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
        return get_object_or_404(Resume.objects.exclude(file=None), user=request.user).file.download()


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
    model = Job
    submit_label = _("投递简历")
    title = _("投递简历")
    consent_purpose = applications.PURPOSE
    service = staticmethod(applications.apply)

    def refusal(self):
        sent = self.object.applications.standing().filter(user=self.request.user).first()
        return str(_("您已经投过这个职位，可在“我的应聘”里查看。")) if sent else ""

    def get_queryset(self):
        return Job.objects.visible().for_cards().exclude(enterprise=None)

    def get_context_data(self, **kwargs):
        return super().get_context_data(resume=Resume.objects.filter(user=self.request.user).first(), **kwargs)


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
            recommendations=list(Recommendation.objects.owned_by(user)),
            **kwargs,
        )


class MyApplication(MyRecordView):
    """One application: its state, the answer, and who has looked."""

    queryset = Application.objects.select_related("job__enterprise")
    template_name = "pages/talent/my_application.html"
    crumbs = (MY, MY_APPLICATIONS)

    def get_title(self):
        return str(self.object.job)

    def get_lead(self):
        return self.object.get_state_display()

    def get_context_data(self, **kwargs):
        row = self.object
        looks = looks_at(self.request.user, [row])
        may_withdraw = Application.State.WITHDRAWN in applications.APPLICATION_MOVES.following(row.state)
        return super().get_context_data(looks=looks.get(row.pk, []), may_withdraw=may_withdraw, **kwargs)


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
        user = self.request.user
        messages = list(RelayMessage.objects.owned_by(user).select_related("enterprise", "notice")[:100])
        given = {int(consent.object_id): consent for consent in notices.standing_reveals(user)}
        looks = looks_at(user, messages)
        rows = [(message, given.get(message.pk), looks.get(message.pk, [])) for message in messages]
        return super().get_context_data(messages=rows, **kwargs)


class WriteWanted(RecordFormView):
    """Writes a job-wanted notice."""

    model = WantedNotice
    form_class = WantedForm
    title = _("发布求职信息")
    lead = _("姓名只显示姓，电话不公开。提交后由工作人员审核。")
    submit_label = _("提交审核")
    consent_purpose = notices.PUBLIC
    service = staticmethod(notices.publish_notice)

    def new_record(self):
        return WantedNotice(user=self.request.user)


class MyRecommendation(ServiceFormView):
    """Whether and to whom the centre may recommend me."""

    model = Recommendation
    template_name = "pages/talent/recommendation.html"
    form_class = RecommendationForm
    title = _("中心想推荐您")
    submit_label = _("同意推荐")
    consent_purpose = notices.EMPLOYERS
    service = staticmethod(notices.agree_to_recommendation)

    def prepare(self):
        super().prepare()
        self.object = self.object.get_latest_revision_as_object()
