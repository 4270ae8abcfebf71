"""Lessons, their films and quizzes, open to everybody; what is noted, is noted for people who have signed in."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import StaticFile

from portal.learning.forms import QuizForm
from portal.learning.models import Lesson
from portal.learning.services import mark, note_quiz, note_read
from portal.my.views.actions import PostActionView
from portal.web.frame import FormPage
from portal.web.meta import Crumb
from portal.web.views import RecordDetailView, visitor

# A file that is opened by itself may show a film and run nothing.
_FILM_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox"


class LessonDetail(RecordDetailView):
    """One lesson, with the one before and the one after it."""

    def record_context(self, request, record):
        user = visitor(request)
        # A preview may be of a draft that names no course yet.
        others = list(Lesson.objects.visible().filter(course=record.course_id).with_progress(user).in_order()) if record.course_id else []
        keys = [other.pk for other in others]
        place = keys.index(record.pk) if record.pk in keys else None
        before = others[place - 1] if place else None
        after = others[place + 1] if place is not None and place + 1 < len(others) else None
        own = others[place] if place is not None else record
        return {"before": before, "after": after, "progress": own.progress, "done": own.done, "reader": user}


class ReadLesson(PostActionView):
    """A person says that they have read a lesson; the course comes next, with how far they are."""

    model = Lesson

    def get_queryset(self):
        return Lesson.objects.visible().select_related("course")

    def perform(self, record):
        note_read(record, self.request.user)
        return f"{record.course.get_absolute_url()}#lessons"


class QuizView(FormPage):
    """The quiz of a lesson, marked at once; nothing is kept of visitors without an account."""

    form_class = QuizForm
    submit_label = _("交卷")
    # Done again it is marked again: the best score counts.
    once = False

    def dispatch(self, request, *args, **kwargs):
        self.lesson = get_object_or_404(Lesson.objects.visible().select_related("course"), slug=kwargs["slug"])
        if not self.lesson.questions:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_title(self):
        return _("测验：%(title)s") % {"title": self.lesson}

    def get_lead(self):
        return _("答对 %(mark)d%% 算通过，可以重做。") % {"mark": self.lesson.pass_mark}

    def get_crumbs(self):
        return (
            Crumb(str(self.lesson.course), self.lesson.course.get_absolute_url()),
            Crumb(str(self.lesson), self.lesson.get_absolute_url()),
        )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "lesson": self.lesson}

    def perform(self, form):
        outcome, user = mark(self.lesson, form.answers()), visitor(self.request)
        if user:
            note_quiz(self.lesson, user, outcome)
        context = self.get_context_data(form=form, outcome=outcome, lesson=self.lesson, kept_for=user)
        return TemplateResponse(self.request, "pages/learning/marked.html", context)


@require_safe
def film(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Answer with the film of a lesson, or the part of it that a player asks for: some play nothing of what comes whole only.

    Raises:
        Http404: there is none.
    """
    lesson = get_object_or_404(Lesson.objects.visible().exclude(video=None).select_related("video"), slug=slug)
    headers = [("Content-Type", "video/mp4"), ("Accept-Ranges", "bytes"), ("Content-Security-Policy", _FILM_POLICY)]
    try:
        answer = StaticFile(lesson.video.file.path, headers).get_response(request.method, request.META)
    except OSError as error:
        raise Http404(slug) from error
    response = WhiteNoiseFileResponse(answer.file or (), status=answer.status)
    for name, value in answer.headers:
        response[name] = value
    # It goes with its lesson.
    response["Cache-Control"] = "private"
    return response
