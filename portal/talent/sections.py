"""The sections of jobs, people, bases and practice places."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.talent.filters import BaseFilterSet, JobFilterSet, PeopleFilterSet
from portal.talent.models import Job, PracticeOffer, Recommendation, TrainingBase, WantedNotice
from portal.talent.policies import is_employer
from portal.talent.structured_data import base_data, job_posting
from portal.talent.views import public
from portal.web.sections import SearchKind, Section, register_section


def recommended_to(user) -> QuerySet:
    """Return the recommendations that a person may see: employers see them first."""
    return Recommendation.objects.for_employers() if user.is_authenticated and is_employer(user) else Recommendation.objects.visible()


_WORK = {"category": "get_job_class_display", "dated": "first_published_at", "last_day": "valid_until"}
_NEWEST = {"newest": (_("最近发布"), ("-first_published_at", "-pk"))}

# R-TAL-2. Who types the name of a thing wants the thing, or who sells it, before work around it.
JOBS = register_section(
    Section(
        Job,
        _("招聘求职"),
        "/jobs/",
        description=_("本县已核验企业的招聘信息，在线投递简历，不向求职者收费。"),
        filterset=JobFilterSet,
        sorts={
            **_NEWEST,
            "pay": (_("月薪从高到低"), ("-monthly_pay", "-pk")),
            "ending": (_("即将截止"), ("valid_until", "-pk")),
        },
        list_template="pages/talent/jobs.html",
        list_name="jobs",
        list_view=public.JobList,
        detail_view=public.JobDetail,
        ended=(_("这个职位已经结束招聘"), _("不能再投递。可以看看其他职位。")),
        lead=lambda record: f"{record.employer_name}，{record.pay}，{record.workplace}",
        structured_data=job_posting,
        feed="jobs",
        digest="job_digest",
        search=SearchKind(
            "job",
            _("招聘职位"),
            body=("duties", "requirements"),
            keywords=("get_job_class_display", "get_job_type_display", "employer_name"),
            boost=0.9,
            **_WORK,
        ),
        order=400,
        menu_title=_("招聘求职"),
    )
)

# R-TAL-3
WANTED = register_section(
    Section(
        WantedNotice,
        _("求职信息"),
        "/talent/wanted/",
        description=_("想找工作的乡亲，姓名和电话不公开，企业通过本站留言。"),
        filterset=PeopleFilterSet,
        sorts=_NEWEST,
        list_template="pages/talent/wanted.html",
        list_name="wanted",
        lead=lambda record: f"{record.summary}，{record.introduction}",
        feed="wanted",
        search=SearchKind(
            "wanted",
            _("求职信息"),
            body=("introduction",),
            keywords=("get_job_class_display",),
            boost=0.85,
            **_WORK,
        ),
        order=410,
    )
)

# R-TAL-4
RECOMMENDED = register_section(
    Section(
        Recommendation,
        _("推荐人才"),
        "/talent/recommended/",
        description=_("中心推荐的人才，经本人同意，先向已核验的企业推荐。"),
        filterset=PeopleFilterSet,
        sorts={"newest": (_("最近推荐"), ("-first_published_at", "-pk"))},
        list_template="pages/talent/recommended.html",
        list_name="recommended",
        lead=lambda record: f"{record.reason} {record.introduction}",
        shown_to=recommended_to,
        why_no_feed="what readers keep cannot be taken back from them when a person withdraws the consent",
        why_not_findable="shown to verified enterprises first; a search would name people to everybody",
        order=420,
    )
)

# R-TAL-1
BASES = register_section(
    Section(
        TrainingBase,
        _("实训基地"),
        "/talent/bases/",
        description=_("本县的人才实训基地，和企业提供的实训岗位。"),
        filterset=BaseFilterSet,
        sorts={"name": (_("按名称"), ("name", "pk"))},
        list_template="pages/talent/bases.html",
        list_name="bases",
        list_view=public.BaseList,
        detail_view=public.BaseDetail,
        structured_data=base_data,
        feed="bases",
        search=SearchKind("training_base", _("实训基地"), body=("subjects", "introduction", "address"), keywords=("enterprise",)),
        order=430,
    )
)

PRACTICE = register_section(
    Section(
        PracticeOffer,
        _("实训岗位"),
        BASES.url,
        list_view=None,
        detail_view=public.PracticeDetail,
        lead=lambda record: f"{record.enterprise}，{record.content}",
        detail_url="/talent/practice/",
        why_no_feed="shown in the list of bases",
        search=SearchKind("training_base", _("实训基地"), body=("content",), keywords=("enterprise",), last_day="apply_until"),
        order=440,
    )
)
