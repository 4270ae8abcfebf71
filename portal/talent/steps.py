"""The résumé in eight taps: five questions answered by buttons, name and phone as the account has them, one press to save."""

from django.http import Http404
from django.urls import reverse

from portal.places.services import towns
from portal.talent.models import Resume

_SESSION_KEY = "resume_steps"
QUESTIONS = ("job_class", "town", "job_type", "education", "experience")
# Only what employers need before they call may not be skipped.
_NEEDED = ("job_class", "town")


def _choices(name: str) -> list[tuple[str, str]]:
    if name == "town":
        return [(str(town.pk), town.name) for town in towns()]
    return [(str(key), str(label)) for key, label in Resume._meta.get_field(name).choices]


def question(request, step: int) -> dict:
    """Return one question: its words, the buttons, and whether it may be skipped.

    Raises:
        Http404: there is no such step.
    """
    name = _name(step)
    return {
        "label": Resume._meta.get_field(name).verbose_name,
        "choices": _choices(name),
        "may_skip": name not in _NEEDED,
        "number": step,
        "total": len(QUESTIONS),
    }


def answer(request, step: int) -> str:
    """Keep an answer in the session and return where to go on: the next question, the same one, or the form with name and phone.

    Raises:
        Http404: there is no such step.
    """
    name, value = _name(step), request.POST.get("answer", "")
    known = {key for key, _label in _choices(name)}
    if value not in known and (value or name in _NEEDED):
        return reverse("talent:resume-step", args=[step])
    request.session[_SESSION_KEY] = {**request.session.get(_SESSION_KEY, {}), name: value}
    return reverse("talent:resume-step", args=[step + 1]) if step < len(QUESTIONS) else reverse("talent:resume")


def answers(request) -> dict:
    """Return what was tapped so far, as initial values of the form."""
    return {name: value for name, value in request.session.get(_SESSION_KEY, {}).items() if value}


def forget(request) -> None:
    """Forget what was tapped."""
    request.session.pop(_SESSION_KEY, None)


def _name(step: int) -> str:
    if not 1 <= step <= len(QUESTIONS):
        raise Http404
    return QUESTIONS[step - 1]
