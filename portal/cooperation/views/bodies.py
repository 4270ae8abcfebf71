"""Pages of those who act for a training body: upload courses and sessions, see who comes."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from portal.cooperation.forms.bodies import CourseForm, SessionForm
from portal.cooperation.services.bodies import upload_course, upload_session
from portal.enterprises.policies import verified_enterprises
from portal.my.organisations import ForOrganisationMixin
from portal.my.views.forms import RecordFormView
from portal.my.views.pages import MyListView
from portal.my.views.places import ParticipantsView, RegisterView
from portal.training.models import Course, Session
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_COURSES = Crumb(_("机构培训"), "/my/courses/")
WAY = (MY, MY_COURSES)
MAX_SESSIONS = 200
_LEAD = _("提交后先审核再公开；审核期间，公众看到的仍是原来的内容。")


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for who acts for a verified organisation, or for one that has held courses."""
    return [MY_COURSES] if verified_enterprises(user) or Course.objects.owned_by(user).exists() else []


class MyCourses(MyListView):
    """The courses of my bodies with their sessions, and where each newest text stands."""

    model = Course
    template_name = "pages/cooperation/my_courses.html"
    title = MY_COURSES.title
    lead = _("上传课程，安排开班，查看报名名单。")
    shows_status = True

    def get_queryset(self):
        return super().get_queryset().select_related("provider")

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(may_upload=bool(verified_enterprises(self.request.user)), **kwargs)
        sessions = Session.objects.owned_by(self.request.user).with_taken().order_by("-starts_on", "-pk")[:MAX_SESSIONS]
        of_course: dict[int, list] = {}
        for session, text in self.with_status(sessions):
            of_course.setdefault(session.course_id, []).append((session, text))
        return {**shown, "courses": [(course, text, of_course.get(course.pk, [])) for course, text in shown["rows"]]}


class WriteCourse(ForOrganisationMixin, RecordFormView):
    """Uploads a course, or a new text of one."""

    model = Course
    form_class = CourseForm
    title, edit_title = _("上传课程"), _("修改课程")
    lead = _LEAD
    submit_label = _("提交审核")
    crumbs = WAY
    organisations = staticmethod(verified_enterprises)
    members_only = _("只有已核验机构的成员可以上传课程。请先登记机构并提交证照。")
    service = staticmethod(upload_course)


class WriteSession(RecordFormView):
    """Says when a course is held, or changes what is said of it."""

    model = Session
    form_class = SessionForm
    title, edit_title = _("安排开班"), _("修改开班")
    lead = _LEAD
    submit_label = _("提交审核")
    crumbs = WAY
    service = staticmethod(upload_session)

    def new_record(self):
        course = get_object_or_404(Course.objects.owned_by(self.request.user).select_related("provider"), pk=self.kwargs["course"])
        return Session(course=course)

    def refusal(self):
        verified = self.object.course.provider in verified_enterprises(self.request.user)
        return "" if verified else str(_("机构的核验已过期，请先重新提交证照。"))


class SessionRegister(RegisterView):
    """Who came to a session of my body."""

    model = Session
    crumbs = WAY
    sheet_url_name, door_url_name = "cooperation:session-sheet", "cooperation:session-door"


class SessionPeople(ParticipantsView):
    """Who comes to a session of my body."""

    model = Session
    template_name = "pages/cooperation/people.html"
    crumbs = WAY
