"""The sections of courses and of their sessions."""

from django.utils.translation import gettext_lazy as _

from portal.training.filters import CourseFilterSet
from portal.training.models import Course, Session, TrainingPlan
from portal.training.plan_views import PlanDetail
from portal.training.views import CourseDetail, SessionDetail
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import nested, thing


def course_data(_request, record: Course) -> dict:
    """Return the schema.org object of a course."""
    return thing(
        "Course",
        name=record.name,
        description=record.summary,
        educationalLevel=record.get_level_display(),
        provider=nested("Organization", name=record.host) if record.host else None,
    )


# R-TRAIN-1, R-TRAIN-2
COURSES = register_section(
    Section(
        Course,
        _("培训课程"),
        "/training/",
        description=_("初级、中级、高级电商培训，在线报名；名额满了可以候补。"),
        filterset=CourseFilterSet,
        sorts={"newest": (_("最近发布"), ("-first_published_at", "-pk")), "name": (_("按名称"), ("name", "pk"))},
        list_template="pages/training/courses.html",
        list_name="courses",
        detail_view=CourseDetail,
        structured_data=course_data,
        feed="training",
        digest="course_digest",
        search=SearchKind(
            "training",
            _("培训"),
            body=("introduction", "host"),
            keywords=("get_level_display", "get_format_display", "get_subject_display", "get_audience_labels"),
            category="get_subject_display",
        ),
        order=350,
        menu_title=_("培训"),
    )
)

# R-TRAIN-7
PLANS = register_section(
    Section(
        TrainingPlan,
        _("培训计划"),
        "/training/plans/",
        description=_("每年办多少培训、给谁办，和已经办了多少。"),
        sorts={"newest": (_("按年度"), ("-year",))},
        rows_template="components/record-list/plans.html",
        list_name="plans",
        detail_view=PlanDetail,
        why_no_feed="one a year",
        search=SearchKind("training", _("培训"), body=("introduction",), boost=0.8),
        order=365,
    )
)

SESSIONS = register_section(
    Section(
        Session,
        _("培训班"),
        COURSES.url,
        list_view=None,
        detail_view=SessionDetail,
        detail_url="/training/sessions/",
        why_no_feed="shown with its course",
        lead=lambda record: record.course.summary,
        # Who types a course's name wants what is taught before one of the times it is held.
        search=SearchKind("training", _("培训"), body=("hours",), keywords=("course",), last_day="ends_on", boost=0.9),
        order=360,
    )
)
