"""Courses and sessions as tables."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.resources import enterprise_column
from portal.places.resources import town_column
from portal.sheets.columns import column
from portal.sheets.registry import register
from portal.sheets.relations import ReferenceColumn
from portal.sheets.resources import RecordResource, slug_column
from portal.training.models import Course, Session


@register
class CourseResource(RecordResource):
    """Courses."""

    kind = "courses"
    title = _("培训课程")
    model = Course
    examples = (
        {
            "slug": "example-course",
            "name": _("手机开店入门"),
            "level": _("初级"),
            "subject": _("基础电商"),
            "audience": _("农户、妇女"),
            "format": _("线下授课"),
            "summary": _("用一部手机开店、拍照、发货。"),
            "introduction": _("从注册账号讲起，学完能独立上架一件商品。"),
            "organiser": _("县电子商务公共服务中心"),
            "phone": "0715-0001234",
        },
    )

    def build_columns(self):
        names = ("level", "subject", "audience", "format", "summary", "introduction", "organiser")
        return [
            slug_column(),
            column(Course, "name", width=30),
            *(column(Course, name) for name in names),
            enterprise_column(_("培训机构"), "provider", width=30),
            column(Course, "phone"),
        ]


@register
class SessionResource(RecordResource):
    """Sessions; who takes part is never in a table."""

    kind = "training-sessions"
    title = _("培训班")
    model = Session
    examples = (
        {
            "slug": "example-course-1",
            "name": _("手机开店入门第 1 期"),
            "course": _("手机开店入门"),
            "place": _("电商产业园 2 楼教室"),
            "starts_on": "2027-03-10",
            "ends_on": "2027-03-12",
            "hours": _("每天 9:00–16:00"),
            "quota": "30",
            "fee": "0",
            "apply_until": "2027-03-08",
        },
    )

    def build_columns(self):
        names = ("place", "starts_on", "ends_on", "hours", "quota", "fee", "apply_until")
        return [
            slug_column(),
            column(Session, "name", width=30),
            ReferenceColumn(_("课程"), "course", queryset=Course.objects.all, keys=("name", "slug"), required=True),
            town_column(_("所在乡镇")),
            *(column(Session, name) for name in names),
        ]
