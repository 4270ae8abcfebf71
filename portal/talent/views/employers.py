"""Pages of those who employ: post, renew and end jobs, read and answer applications, offer practice places."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY
from portal.core.access_log import log_view
from portal.talent.forms.employers import AnswerForm, JobForm, MessageForm, RenewForm
from portal.talent.models import Application, Job, PracticeOffer, RelayMessage, WantedNotice
from portal.talent.policies import may_post, posting_enterprises, readable_applications, takes_posts
from portal.talent.services import applications, jobs, notices
from portal.talent.state import text_state
from portal.talent.views.base import Deed, OwnForm, OwnPage, private
from portal.web.meta import Crumb

MY_JOBS = Crumb(_("我的招聘"), "/my/jobs/")


class MyJobs(OwnPage):
    """The posts and practice places of my enterprises."""

    def get(self, request):
        """Show them with their states and what may be done."""
        rows = Job.objects.of(request.user).for_cards().prefetch_related("applications")
        return self.respond(
            "my_jobs",
            MY_JOBS.title,
            lead=_("发布招聘、查看应聘、续期和结束招聘。"),
            jobs=[(job, text_state(job, request.user), job.applications.standing().count()) for job in rows.order_by("-pk")[:100]],
            offers=[(offer, text_state(offer, request.user)) for offer in PracticeOffer.objects.of(request.user).order_by("-pk")[:50]],
            may_post=bool(posting_enterprises(request.user)) and takes_posts(),
        )


class PostJob(OwnForm):
    """Writes a new post."""

    title = _("发布招聘")
    lead = _("每一项都要真实。提交后由工作人员审核，通过后公开。")
    submit_label = _("提交审核")
    crumbs = (MY, MY_JOBS)

    def make_form(self, data=None):
        return JobForm(data, instance=self.job(), enterprises=posting_enterprises(self.request.user))

    def job(self) -> Job | None:
        """Return the post that is edited, if one is."""
        return None

    def extra_context(self):
        return {"refusal": self.refusal()}

    def refusal(self) -> str:
        """Return why this person cannot post, if so."""
        if not takes_posts():
            return str(_("本中心暂不受理招聘信息，请到县人社部门招聘网站发布。"))
        return "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以发布招聘。请先登记或认领企业。"))

    def deed(self, form):
        jobs.post_job(form.instance, self.request.user)
        return reverse("talent:my-jobs")


class EditJob(PostJob):
    """Writes a new text of a post; the old one stays public until the new one is approved."""

    title = _("修改招聘")

    def job(self):
        """Return the newest text of the post.

        Raises:
            Http404: it is not of this person's enterprise.
        """
        job = get_object_or_404(Job.objects.of(self.request.user), pk=self.kwargs["pk"])
        return job.get_latest_revision_as_object()


class RenewJob(OwnForm):
    """Gives a post a new term."""

    form_class = RenewForm
    title = _("职位续期")
    lead = _("内容没有变化的，续期不用重新审核。")
    submit_label = _("续期")
    crumbs = (MY, MY_JOBS)

    def make_form(self, data=None):
        get_object_or_404(Job.objects.of(self.request.user), pk=self.kwargs["pk"])
        return RenewForm(data)

    def deed(self, form):
        job = get_object_or_404(Job.objects.of(self.request.user), pk=self.kwargs["pk"])
        jobs.renew(job, self.request.user, form.cleaned_data["days"])
        return reverse("talent:my-jobs")


class EndJob(Deed):
    """Ends a post as filled or closed."""

    def act(self, request, pk, state):
        job = get_object_or_404(Job.objects.of(request.user), pk=pk)
        jobs.end_job(job, request.user, state)
        return reverse("talent:my-jobs")


class Received(OwnPage):
    """The applications for one post: without names, until one is opened."""

    def get(self, request, pk):
        """Show them.

        Raises:
            Http404: the post is not of this person's enterprise.
        """
        job = get_object_or_404(Job.objects.of(request.user), pk=pk)
        rows = readable_applications(request.user).filter(job=job).order_by("answer_due", "pk")
        return self.respond("received", _("收到的应聘：%(title)s") % {"title": job}, crumbs=(MY, MY_JOBS), job=job, applications=list(rows))


class ReadApplication(OwnForm):
    """One résumé, for the enterprise it was sent to; opening it is noted for the applicant."""

    template_name = "pages/talent/application.html"
    form_class = AnswerForm
    title = _("应聘简历")
    submit_label = _("答复求职者")
    crumbs = (MY, MY_JOBS)
    application = None

    def get(self, request, pk):
        self.open(pk)
        return self.page(self.make_form())

    def open(self, pk: int) -> None:
        """Read the application under log.

        Raises:
            Http404: there is none that this person may read.
        """
        try:
            self.application = applications.read(pk, self.request.user)
        except Application.DoesNotExist as error:
            raise Http404 from error

    def post(self, request, *args, **kwargs):
        self.open(kwargs["pk"])
        return super().post(request, *args, **kwargs)

    def extra_context(self):
        return {"application": self.application, "facts": self.application.facts()}

    def deed(self, form):
        applications.answer(self.application.pk, self.request.user, form.cleaned_data["state"], form.cleaned_data["text"])
        return reverse("talent:received", args=[self.application.job_id])

    def page(self, form):
        return private(super().page(form))


class ApplicationFile(OwnPage):
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
    """Return an encrypted file as a download that nobody keeps and no browser runs."""
    from django.utils.http import content_disposition_header

    response = HttpResponse(file.content(), content_type=file.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return private(response)


class WriteToNotice(OwnForm):
    """Writes to the author of a job-wanted notice."""

    title = _("给求职者留言")
    lead = _("留言由本站转达，对方决定是否把电话告诉您。")
    submit_label = _("发送留言")

    def make_form(self, data=None):
        return MessageForm(data, enterprises=posting_enterprises(self.request.user))

    def extra_context(self):
        return {"refusal": "" if posting_enterprises(self.request.user) else str(_("只有已核验企业的成员可以留言。"))}

    def deed(self, form):
        notice = get_object_or_404(WantedNotice.objects.visible(), pk=self.kwargs["pk"])
        message = notices.write_to(notice, form.cleaned_data["enterprise"], self.request.user, form.cleaned_data["text"])
        return reverse("talent:relayed", args=[message.pk])


class Relayed(OwnPage):
    """A message that my enterprise has written, with the number if its author has given it."""

    def get(self, request, pk):
        """Show it.

        Raises:
            Http404: it is not of this person's enterprise.
        """
        message = get_object_or_404(RelayMessage.objects.select_related("notice__user", "enterprise"), pk=pk)
        if not may_post(request.user, message.enterprise):
            raise Http404
        phone = notices.revealed_phone(message, request.user)
        return self.respond("relayed", _("留言"), lead=str(message.notice), message=message, phone=phone)
