"""Pages of those who employ: post, renew and end jobs, read and answer applications, offer practice places."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.access_log import log_view
from portal.enterprises.policies import verified_enterprises
from portal.my.organisations import ForOrganisationMixin
from portal.my.views.forms import RecordFormView, ServiceFormView
from portal.my.views.pages import MyListView, MyPage, MyRecordView
from portal.my.views.places import ParticipantsView
from portal.talent.forms.employers import AnswerForm, JobForm, MessageForm, PracticeForm, RenewForm
from portal.talent.models import Application, Job, PracticeOffer, RelayMessage, WantedNotice
from portal.talent.policies import readable_applications, takes_posts
from portal.talent.services import applications, jobs, notices
from portal.talent.services.practice import offer_practice
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_JOBS = Crumb(_("我的招聘"), "/my/jobs/")
WAY = (MY, MY_JOBS)
MAX_OFFERS = 50
MAX_MESSAGES = 50


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
        firms = verified_enterprises(self.request.user)
        sent = notices.sent_messages(firms)[:MAX_MESSAGES]
        return super().get_context_data(
            offers=self.with_status(offers), may_post=bool(firms) and takes_posts(), messages=list(sent), **kwargs
        )


class ForEnterpriseMixin(ForOrganisationMixin):
    """A form that members of verified enterprises fill in, each for one of theirs."""

    organisations = staticmethod(verified_enterprises)


class PostJob(ForEnterpriseMixin, RecordFormView):
    """Writes a post, or a new text of one; the old one stays public until the new one is approved."""

    model = Job
    form_class = JobForm
    title, edit_title = _("发布招聘"), _("修改招聘")
    lead = _("每一项都要真实。提交后由工作人员审核，通过后公开。")
    submit_label = _("提交审核")
    crumbs = WAY
    members_only = _("只有已核验企业的成员可以发布招聘。请先登记或认领企业。")
    service = staticmethod(jobs.post_job)

    def refusal(self):
        closed = _("本中心暂不受理招聘信息，请到县人社部门招聘网站发布。")
        return super().refusal() if takes_posts() else str(closed)


class OfferPractice(ForEnterpriseMixin, RecordFormView):
    """Offers practice places, or changes what is said of them."""

    model = PracticeOffer
    form_class = PracticeForm
    title, edit_title = _("提供实训岗位"), _("修改实训岗位")
    lead = _("提交后由工作人员审核，通过后公开，群众可以报名。")
    submit_label = _("提交审核")
    crumbs = WAY
    members_only = _("只有已核验企业的成员可以提供实训岗位。")
    service = staticmethod(offer_practice)


class RenewJob(ServiceFormView):
    """Gives a post a new term."""

    model = Job
    form_class = RenewForm
    title = _("职位续期")
    lead = _("内容没有变化的，续期不用重新审核。")
    submit_label = _("续期")
    crumbs = WAY
    service = staticmethod(jobs.renew)


class PracticePeople(ParticipantsView):
    """Who has taken places of one offer."""

    model = PracticeOffer
    context_object_name = "offer"
    template_name = "pages/talent/practice_people.html"
    crumbs = WAY


class Received(MyRecordView):
    """The applications for one post: without names, until one is opened."""

    model = Job
    template_name = "pages/talent/received.html"
    crumbs = WAY

    def get_title(self):
        return _("收到的应聘：%(title)s") % {"title": self.object}

    def get_context_data(self, **kwargs):
        rows = readable_applications(self.request.user).filter(job=self.object).order_by("answer_due", "pk")
        return super().get_context_data(applications=list(rows), **kwargs)


class ReadApplication(ServiceFormView):
    """One résumé, for the enterprise it was sent to; opening it is noted for the applicant."""

    template_name = "pages/talent/application.html"
    form_class = AnswerForm
    title = _("应聘简历")
    submit_label = _("答复求职者")
    crumbs = WAY

    def prepare(self):
        try:
            self.object = applications.read(self.kwargs["pk"], self.request.user)
        except Application.DoesNotExist as error:
            raise Http404 from error

    def perform(self, form):
        applications.answer(self.object.pk, self.request.user, form.cleaned_data["state"], form.cleaned_data["text"])
        return reverse("talent:received", args=[self.object.job_id])


class ApplicationFile(MyPage):
    """The file of an application."""

    def get(self, request, pk):
        """Hand the file out under its own name, and note it.

        Raises:
            Http404: there is none that this person may read.
        """
        application = get_object_or_404(readable_applications(request.user).exclude(file=None), pk=pk)
        log_view(request.user, application.user, "resume", application, str(_("下载简历文件")))
        return application.file.download()


class WriteToNotice(ForEnterpriseMixin, ServiceFormView):
    """Writes to the author of a job-wanted notice."""

    form_class = MessageForm
    title = _("给求职者留言")
    lead = _("留言由本站转达，对方决定是否把电话告诉您。")
    submit_label = _("发送留言")
    members_only = _("只有已核验企业的成员可以留言。")

    def perform(self, form):
        notice = get_object_or_404(WantedNotice.objects.visible(), pk=self.kwargs["pk"])
        return reverse("talent:relayed", args=[notices.write_to(notice, user=self.request.user, **form.cleaned_data).pk])


class Relayed(MyRecordView):
    """A message that my enterprise has written, with the number if its author has given it."""

    context_object_name = "message"
    template_name = "pages/talent/relayed.html"
    title = _("留言")

    def get_queryset(self):
        return RelayMessage.objects.filter(enterprise__in=verified_enterprises(self.request.user)).select_related("notice__user")

    def get_lead(self):
        return str(self.object.notice)

    def get_context_data(self, **kwargs):
        return super().get_context_data(phone=notices.revealed_phone(self.object, self.request.user), **kwargs)
