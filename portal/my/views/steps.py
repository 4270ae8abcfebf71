"""A form question by question: each answer is a button, each question a page, without scripts; the answers fill the form in the end."""

from typing import ClassVar

from django.db.models import ForeignKey, Model
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.my.views.pages import MyDetailView
from portal.web.once import note_result


class QuestionsView(MyDetailView):
    """One question about a field of a model with choices, or with a few rows to choose from; the address says which, from 1 on.

    A subclass names the fields in ``questions``, those of them that may not be skipped in ``needed``, its own address in ``step_name`` and
    that of the form in ``form_name``. The answers are kept in the session; the form takes them as initial values from :meth:`answers` and
    calls :meth:`forget` when it has been sent.
    """

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/my/question.html"
    model: type[Model]
    questions: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]] = ()
    step_name = ""
    form_name = ""

    def prepare(self):
        if not 1 <= self.kwargs["step"] <= len(self.questions):
            raise Http404
        self.field = self.model._meta.get_field(self.questions[self.kwargs["step"] - 1])

    def get_title(self):
        return _("%(what)s第 %(step)d 步") % {"what": self.model._meta.verbose_name, "step": self.kwargs["step"]}

    def choices(self) -> list[tuple[str, str]]:
        """Return the answers to choose from, with what is kept of each."""
        if isinstance(self.field, ForeignKey):
            return [(str(row.pk), str(row)) for row in self.field.related_model._default_manager.all()]
        return [(str(key), str(label)) for key, label in self.field.choices]

    def get_context_data(self, **kwargs):
        question = {
            "label": self.field.verbose_name,
            "choices": self.choices(),
            "may_skip": self.field.name not in self.needed,
            "number": self.kwargs["step"],
            "total": len(self.questions),
        }
        return super().get_context_data(question=question, form_url=reverse(self.form_name), **kwargs)

    def post(self, request, step):
        """Keep the answer and go on: to the next question, the same one, or the form with the rest."""
        value, name = request.POST.get("answer", ""), self.field.name
        if value not in {key for key, _label in self.choices()} and (value or name in self.needed):
            return HttpResponseRedirect(reverse(self.step_name, args=[step]))
        key = self.session_key()
        request.session[key] = {**request.session.get(key, {}), name: value}
        response = HttpResponseRedirect(reverse(self.step_name, args=[step + 1]) if step < len(self.questions) else reverse(self.form_name))
        note_result(request, response)
        return response

    @classmethod
    def session_key(cls) -> str:
        """Return under which name the session keeps the answers."""
        return f"steps:{cls.model._meta.label_lower}"

    @classmethod
    def answers(cls, request) -> dict[str, str]:
        """Return what was answered so far."""
        return {name: value for name, value in request.session.get(cls.session_key(), {}).items() if value}

    @classmethod
    def forget(cls, request) -> None:
        """Forget what was answered."""
        request.session.pop(cls.session_key(), None)
