"""The sections of lessons and materials."""

from django.utils.translation import gettext_lazy as _

from portal.learning.filters import MaterialFilterSet
from portal.learning.models import Lesson, Material
from portal.learning.views import LessonDetail
from portal.training.sections import COURSES
from portal.web.sections import SearchKind, Section, register_section
from portal.web.structured_data import nested, thing


def lesson_data(_request, record: Lesson) -> dict:
    """Return the schema.org object of a lesson."""
    return thing(
        "LearningResource",
        name=record.title,
        description=record.summary,
        isAccessibleForFree=True,
        isPartOf=nested("Course", name=record.course.name) if record.course_id else None,
    )


# R-TRAIN-1
LESSONS = register_section(
    Section(
        Lesson,
        _("在线课"),
        COURSES.url,
        list_view=None,
        detail_view=LessonDetail,
        detail_url="/training/lessons/",
        structured_data=lesson_data,
        why_no_feed="shown with its course",
        # Who types a course's name wants the course before its parts.
        search=SearchKind("lesson", _("在线课"), body=("body",), keywords=("course",), category="course", boost=0.9),
        order=361,
    )
)

# R-TRAIN-9
MATERIALS = register_section(
    Section(
        Material,
        _("培训资料"),
        "/training/materials/",
        description=_("按人群分类的基础培训教学资料，可以下载；下载前能看到格式和大小。"),
        filterset=MaterialFilterSet,
        sorts={"newest": (_("最近发布"), ("-first_published_at", "-pk")), "title": (_("按名称"), ("title", "pk"))},
        rows_template="components/record-list/materials.html",
        list_name="materials",
        feed="training-materials",
        search=SearchKind(
            "material",
            _("培训资料"),
            keywords=("get_subject_display", "get_audience_labels", "course"),
            category="get_subject_display",
        ),
        order=362,
    )
)
