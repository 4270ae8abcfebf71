"""What everybody sees: jobs, people who look for work, recommended people, bases and practice places."""

from datetime import datetime, time

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.talent.choices import PayUnit
from portal.talent.filters import BaseFilterSet, JobFilterSet, PeopleFilterSet
from portal.talent.guides import guides
from portal.talent.models import Job, PracticeOffer, Recommendation, TrainingBase, WantedNotice
from portal.talent.policies import is_employer, takes_posts, talent_settings
from portal.talent.services.applications import answer_rate
from portal.talent.services.searches import filters_of
from portal.web.meta import Crumb, Meta
from portal.web.page_memory import keep
from portal.web.structured_data import nested, thing
from portal.web.views import HOME, PublicView, RecordDetailView, RecordListView

# Google's and schema.org's words for how much of the day the work takes.
_TYPES = {"full": "FULL_TIME", "part": "PART_TIME", "season": "TEMPORARY", "intern": "INTERN"}


class JobSection:
    """Jobs (R-TAL-2)."""

    model = Job
    section_title = _("招聘求职")
    section_url = "/jobs/"
    section_description = _("本县已核验企业的招聘信息，在线投递简历，不向求职者收费。")
    feed_column = "jobs"


class JobList(JobSection, RecordListView):
    """The list of jobs; links to the county's HR site where the centre takes no posts (domain.md §7)."""

    template_name = "pages/talent/jobs.html"
    filterset_class = JobFilterSet
    sorts = {
        "newest": (_("最近发布"), ("-first_published_at", "-pk")),
        "pay": (_("月薪从高到低"), ("-monthly_pay", "-pk")),
        "ending": (_("即将截止"), ("valid_until", "-pk")),
    }

    def extra_context(self, listing):
        return {
            "licence_number": talent_settings().licence_number,
            "guides": guides(),
            "query": filters_of(self.request.GET.urlencode()).urlencode(),
        }

    def get(self, request):
        """Show the list, or the links."""
        return super().get(request) if takes_posts() else self.links(request)

    def links(self, request):
        """Show where the county's jobs are posted."""
        self.template_name = "pages/talent/job_links.html"
        crumbs = [Crumb(self.section_title, self.section_url)]
        lead = _("本中心不受理招聘信息，请到县人社部门的招聘网站查看和发布。")
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(lead),
            crumbs=crumbs,
            links=talent_settings(),
            guides=guides(),
            structured_data=[thing("ItemList", numberOfItems=0)],
        )


class JobDetail(JobSection, RecordDetailView):
    """One job."""

    template_name = "pages/talent/job.html"

    def rows(self):
        return super().rows().for_cards()

    def get(self, request, pk):
        """Show the job; one that has ended is said to have ended (410), never shown."""
        job = self.rows().filter(pk=pk).first()
        if job is not None:
            keep(request)
            return self.page(request, job)
        ended = Job.objects.filter(pk=pk, live=True).first()
        return self.ended(request, ended) if ended else super().get(request, pk=pk)

    def ended(self, request, job):
        """Say that a job has ended."""
        title, lead = _("这个职位已经结束招聘"), _("不能再投递。可以看看其他职位。")
        meta = Meta(title=str(title), description=str(lead), robots="noindex", column_name=str(self.section_title))
        crumbs = [HOME, Crumb(self.section_title, self.section_url), Crumb(str(title))]
        context = {"meta": meta, "crumbs": crumbs, "title": title, "lead": lead}
        return TemplateResponse(request, "pages/talent/job_ended.html", context, status=410)

    def record_context(self, request, record):
        return {
            "description": f"{record.employer_name}，{record.pay}，{record.workplace}",
            "licence_number": talent_settings().licence_number,
            "rate": answer_rate(record.enterprise_id) if record.enterprise_id else None,
            "structured_data": [job_posting(request, record)],
        }


def job_posting(request, job: Job) -> dict:
    """Return the JobPosting of a job."""
    last = timezone.make_aware(datetime.combine(job.valid_until, time.max))
    unit = {PayUnit.MONTH: "MONTH", PayUnit.DAY: "DAY", PayUnit.HOUR: "HOUR"}[PayUnit(job.pay_unit)]
    pay = nested("QuantitativeValue", minValue=str(job.pay_min), maxValue=str(job.pay_max), unitText=unit)
    address = nested("PostalAddress", streetAddress=job.workplace, addressLocality=job.town.name, addressCountry="CN")
    employer = job.enterprise
    return thing(
        "JobPosting",
        title=job.title,
        description=f"{job.duties}\n{job.requirements}",
        datePosted=job.first_published_at.date().isoformat() if job.first_published_at else None,
        validThrough=last.isoformat(),
        employmentType=_TYPES[job.job_type],
        totalJobOpenings=job.headcount,
        hiringOrganization=nested(
            "Organization",
            name=job.employer_name,
            url=request.build_absolute_uri(employer.get_absolute_url()) if employer else job.source_url,
        ),
        jobLocation=nested("Place", address=address),
        baseSalary=nested("MonetaryAmount", currency="CNY", value=pay),
        directApply=bool(employer),
        url=request.build_absolute_uri(job.get_absolute_url()) if job.pk else None,
    )


class WantedSection:
    """People who look for work (R-TAL-3)."""

    model = WantedNotice
    section_title = _("求职信息")
    section_url = "/talent/wanted/"
    section_description = _("想找工作的乡亲，姓名和电话不公开，企业通过本站留言。")
    feed_column = "wanted"


class WantedList(WantedSection, RecordListView):
    """The list of notices."""

    template_name = "pages/talent/wanted.html"
    filterset_class = PeopleFilterSet
    sorts = {"newest": (_("最近发布"), ("-first_published_at", "-pk"))}


class WantedDetail(WantedSection, RecordDetailView):
    """One notice; enterprises write to its author from here."""

    template_name = "pages/talent/wanted_detail.html"

    def rows(self):
        return super().rows().for_cards()

    def record_context(self, request, record):
        return {"description": f"{record.summary}，{record.introduction}"[:150]}


class RecommendedSection:
    """Recommended people (R-TAL-4)."""

    model = Recommendation
    section_title = _("推荐人才")
    section_url = "/talent/recommended/"
    section_description = _("中心推荐的人才，经本人同意，先向已核验的企业推荐。")


def _seen_by(user):
    """Return the recommendations that a person may see: employers see them first."""
    rows = Recommendation.objects.for_employers() if user.is_authenticated and is_employer(user) else Recommendation.objects.visible()
    return rows.for_cards()


class RecommendedList(RecommendedSection, RecordListView):
    """The list of recommended people."""

    template_name = "pages/talent/recommended.html"
    filterset_class = PeopleFilterSet
    sorts = {"newest": (_("最近推荐"), ("-first_published_at", "-pk"))}

    def rows(self):
        return _seen_by(self.request.user)


class RecommendedDetail(RecommendedSection, RecordDetailView):
    """One recommended person."""

    template_name = "pages/talent/recommended_detail.html"

    def rows(self):
        return _seen_by(self.request.user)

    def record_context(self, request, record):
        return {"description": f"{record.reason} {record.introduction}"[:150]}


class BaseSection:
    """Training and practice bases (R-TAL-1)."""

    model = TrainingBase
    section_title = _("实训基地")
    section_url = "/talent/bases/"
    section_description = _("本县的人才实训基地，和企业提供的实训岗位。")
    feed_column = "bases"


class BaseList(BaseSection, RecordListView):
    """The list of bases, and the practice places on offer."""

    template_name = "pages/talent/bases.html"
    filterset_class = BaseFilterSet
    sorts = {"name": (_("按名称"), ("name", "pk"))}

    def extra_context(self, listing):
        return {"offers": list(PracticeOffer.objects.visible().for_cards()[:20])}


class BaseDetail(BaseSection, RecordDetailView):
    """One base with its practice places."""

    template_name = "pages/talent/base.html"

    def rows(self):
        return super().rows().for_cards()

    def record_context(self, request, record):
        offers = list(record.practice_offers.visible().for_cards()) if record.pk else []
        place = thing("Place", name=record.name, description=record.introduction, address=record.address, telephone=record.phone)
        return {"description": record.summary, "offers": offers, "structured_data": [place]}


class PracticeDetail(RecordDetailView, PublicView):
    """One offer of practice places."""

    model = PracticeOffer
    template_name = "pages/talent/practice.html"
    section_title = _("实训岗位")
    section_url = "/talent/bases/"

    def rows(self):
        return super().rows().for_cards()

    def record_context(self, request, record):
        return {"description": f"{record.enterprise}，{record.content}"[:150], "left": record.places_left}
