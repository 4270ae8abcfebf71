"""What the rules would say of a text that is being written, before anybody submits it: advice, never a bar."""

from functools import partial

from django.http import JsonResponse
from wagtail.admin.views.pages.preview import PreviewOnCreate, PreviewOnEdit

from portal.moderation.advice import advice
from portal.moderation.extraction import passages
from portal.moderation.registry import registration_of
from portal.moderation.screenings import screen_texts
from portal.web.unreadable import read


class _Hints:
    """Screens the page that a form describes, as its preview would show it; nothing is kept."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = self.get_form(request.POST)
        if not read(partial(self.validate_form, form)):
            return JsonResponse({"hints": None})
        page = form.save(commit=False)
        _verdict, hits = screen_texts(passages(page), registration_of(type(page)).kind)
        return JsonResponse({"hints": advice(hit for hit in hits if hit["action"] != "note")})


class HintsOnCreate(_Hints, PreviewOnCreate):
    """For a page that is not saved yet."""


class HintsOnEdit(_Hints, PreviewOnEdit):
    """For a page that is."""
