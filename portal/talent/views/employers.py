"""Pages of those who employ: post, renew and end jobs, read and answer applications, offer practice places."""

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY
from portal.core.access_log import log_view
from portal.my.views.actions import PostActionView
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyDetailView, MyListView, MyPage
from portal.talent.forms.employers import AnswerForm, JobForm, MessageForm, RenewForm
from portal.talent.models import Application, Job, PracticeOffer, RelayMessage, WantedNotice
from portal.talent.policies import may_post, posting_enterprises, readable_applications, takes_posts
from portal.talent.services import applications, jobs, notices
from portal.web.meta import Crumb

MY_JOBS = Crumb(_("我的招聘"), "/my/jobs/")
MAX_OFFERS = 50


class MyJobs(MyListView):
    """The posts and practice places of my enterprises, with their states and what may be done."""

    model = Job
    template_name = "pages/talent/my_jobs.html"
    title = MY_JOBS.title
    lead = _("发布招聘、查看应聘、续期和结束招聘。")
    shows_status = True

    def get_queryset(self):
        standing = Count("applications", filter=~Q(applications__state=Application.State.WITHDRAWN))
        return super().get_queryset().for_cards().annotate(standing_applications=standing)

    def get_context_data(self, **kwargs):
        offers = PracticeOffer.objects.owned_by(self.request.user).order_by("-pk")[:MAX_OFFERS]
        may_post = bool(posting_enterprises(self.request.user)) and takes_posts()
        return super().get_context_data(offers=self.with_status(offers), may_post=may_post, **kwargs)


class PostJob(RecordFormView):
    """Writes a new post."""

    model = Job
    form_class = JobForm
    title = _("发布招聘")
    lead = _("每一项都要真实。提交后由工作人员审核，通过后公开。")
    submit_label = _("提交审核")
    crumbs = (MY, MY_JOBS)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "enterprises": posting_enterprises(self.request.user)}

    def refusal(self):
        if not takes_posts():
            return str(_("本中心暂不受理招聘信息，请到县人社部门招聘网站发布。"))
        return "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以发布招聘。请先登记或认领企业。"))

    def submit(self, form):
        jobs.post_job(form.instance, self.request.user, seen_revision=self.seen_revision())


class EditJob(PostJob):
    """Writes a new text of a post; the old one stays public until the new one is approved."""

    title = _("修改招聘")


class RenewJob(ServiceFormView):
    """Gives a post a new term."""

    form_class = RenewForm
    title = _("职位续期")
    lead = _("内容没有变化的，续期不用重新审核。")
    submit_label = _("续期")
    crumbs = (MY, MY_JOBS)

    def prepare(self):
        self.job = get_object_or_404(Job.objects.owned_by(self.request.user), pk=self.kwargs["pk"])

    def perform(self, form):
        jobs.renew(self.job, self.request.user, form.cleaned_data["days"])
        return self.job.get_owner_url()


class EndJob(PostActionView):
    """Ends a post as filled or closed."""

    model = Job

    def perform(self, record):
        jobs.end_job(record, self.request.user, self.kwargs["state"])
        return record.get_owner_url()


class Received(MyDetailView):
    """The applications for one post: without names, until one is opened."""

    template_name = "pages/talent/received.html"
    crumbs = (MY, MY_JOBS)

    def prepare(self):
        self.job = get_object_or_404(Job.objects.owned_by(self.request.user), pk=self.kwargs["pk"])

    def get_title(self):
        return _("收到的应聘：%(title)s") % {"title": self.job}

    def get_context_data(self, **kwargs):
        rows = readable_applications(self.request.user).filter(job=self.job).order_by("answer_due", "pk")
        return super().get_context_data(job=self.job, applications=list(rows), **kwargs)


class ReadApplication(ServiceFormView):
    """One résumé, for the enterprise it was sent to; opening it is noted for the applicant."""

    template_name = "pages/talent/application.html"
    form_class = AnswerForm
    title = _("应聘简历")
    submit_label = _("答复求职者")
    crumbs = (MY, MY_JOBS)

    def prepare(self):
        try:
            self.application = applications.read(self.kwargs["pk"], self.request.user)
        except Application.DoesNotExist as error:
            raise Http404 from error

    def get_context_data(self, **kwargs):
        return super().get_context_data(application=self.application, facts=self.application.facts(), **kwargs)

    def perform(self, form):
        applications.answer(self.application.pk, self.request.user, form.cleaned_data["state"], form.cleaned_data["text"])
        return reverse("talent:received", args=[self.application.job_id])


class ApplicationFile(MyPage):
    """The file of an application."""

    def get(self, request, pk):
        """Hand the file out under its own name, and note it.

        Raises:
            Http404: there is none that this person may read.
        """
        application = get_object_or_404(readable_applications(request.user).exclude(file=None), pk=pk)
        log_view(request.user, application.user, "resume", application, str(_("下载简历文件")))
        return file_response(application.file)


def file_response(file) -> HttpResponse:
    """Return an encrypted file as a download that no browser runs; the pages that give it out let nobody keep it."""
    response = HttpResponse(file.content(), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


class WriteToNotice(ServiceFormView):
    """Writes to the author of a job-wanted notice."""

    form_class = MessageForm
    title = _("给求职者留言")
    lead = _("留言由本站转达，对方决定是否把电话告诉您。")
    submit_label = _("发送留言")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "enterprises": posting_enterprises(self.request.user)}

    def refusal(self):
        return "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以留言。"))

    def perform(self, form):
        notice = get_object_or_404(WantedNotice.objects.visible(), pk=self.kwargs["pk"])
        message = notices.write_to(notice, form.cleaned_data["enterprise"], self.request.user, form.cleaned_data["text"])
        return reverse("talent:relayed", args=[message.pk])


class Relayed(MyDetailView):
    """A message that my enterprise has written, with the number if its author has given it."""

    template_name = "pages/talent/relayed.html"
    title = _("留言")

    def prepare(self):
        self.message = get_object_or_404(RelayMessage.objects.select_related("notice__user", "enterprise"), pk=self.kwargs["pk"])
        if not may_post(self.request.user, self.message.enterprise):
            raise Http404

    def get_lead(self):
        return str(self.message.notice)

    def get_context_data(self, **kwargs):
        phone = notices.revealed_phone(self.message, self.request.user)
        return super().get_context_data(message=self.message, phone=phone, **kwargs)
