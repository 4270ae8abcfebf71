"""The address that reads what is pasted or chosen in the editor."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from portal.media.manuscripts import intake


@method_decorator(require_POST, name="dispatch")
class ReadManuscriptView(View):
    """Answers with blocks for the editor; ``html`` and ``text`` are what a clipboard holds, ``file`` is a document or a picture."""

    def post(self, request):
        """Read what was sent."""
        try:
            manuscript = self._read(request)
        except ValidationError as error:
            return JsonResponse({"notes": error.messages})
        asked = intake.without_facts(manuscript.pictures)
        rows = [render_to_string("media/admin/writing_picture.html", {"picture": picture}, request) for picture in asked]
        return JsonResponse(
            {"title": manuscript.title, "blocks": intake.form_state(manuscript), "pictures": rows, "notes": manuscript.notes},
        )

    def _read(self, request) -> intake.Manuscript:
        if "file" in request.FILES:
            return intake.read_file(request.FILES["file"], request.user)
        if "html" in request.FILES:
            return intake.read_html(request.FILES["html"].read().decode("utf-8", "replace"), request.user)
        return intake.read_text(request.POST.get("text", ""), request.user)
