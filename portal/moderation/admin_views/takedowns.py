"""Taking down and restoring, and the list of what was taken down."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.moderation.admin_views.base import TAKEDOWNS, ModerationView
from portal.moderation.forms import RestoreForm, TakeDownForm
from portal.moderation.models import TakeDown
from portal.moderation.policies import latest_screening
from portal.moderation.registry import registration_of
from portal.moderation.rules import clause_name
from portal.moderation.takedowns import MAY_RESTORE, MAY_TAKE_DOWN, restore, take_down

PAGE_SIZE = 50


class TakeDownView(ModerationView):
    """Takes one thing off the site; the form also stands on the public page for those with the right."""

    template_name = "moderation/admin/take_down.html"
    page_title = gettext_lazy("撤下内容")
    permission = MAY_TAKE_DOWN
    parent = TAKEDOWNS
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        model = get_object_or_404(ContentType, pk=kwargs["type_pk"]).model_class()
        try:
            registration_of(model)
        except (LookupError, AttributeError) as error:
            raise Http404 from error
        self.thing = get_object_or_404(model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        request = self.request
        shown = {
            "thing": self.thing,
            "form": kwargs.get("form") or self.form(),
            "next": request.POST.get("next") or request.GET.get("next"),
        }
        return {**super().get_context_data(**kwargs), **shown}

    def form(self, data=None) -> TakeDownForm:
        """Return the form; what the screening has hit comes first."""
        screening = latest_screening(self.thing)
        return TakeDownForm(data, hit=screening.hit_clauses() if screening else ())

    def post(self, request, **kwargs):
        """Take it down, and go back to where the form stood."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            take_down(self.thing, request.user, form.cleaned_data["clause"], form.cleaned_data["reason"])
        except PermissionDenied as error:
            messages.error(request, str(error))
            return redirect(TAKEDOWNS[0])
        messages.success(request, _("“%(title)s”已从网站撤下。") % {"title": self.thing})
        target = request.POST.get("next", "")
        local = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        return redirect(target if target and local else TAKEDOWNS[0])


class TakeDownListView(ModerationView):
    """What was taken down, the newest first."""

    template_name = "moderation/admin/takedowns.html"
    page_title = gettext_lazy("撤下记录")
    permission = MAY_TAKE_DOWN
    header_icon = "download"

    def get_context_data(self, **kwargs):
        rows = TakeDown.objects.select_related("by", "restored_by", "content_type").defer("revision_content")
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("p"))
        shown = [{"row": row, "clause": clause_name(row.clause)} for row in page.object_list]
        may_restore = self.request.user.has_perm(MAY_RESTORE)
        return {**super().get_context_data(**kwargs), "page": page, "rows": shown, "may_restore": may_restore}


class RestoreView(ModerationView):
    """Shows the kept copy and puts it back on the site."""

    template_name = "moderation/admin/restore.html"
    page_title = gettext_lazy("恢复内容")
    permission = MAY_RESTORE
    parent = TAKEDOWNS
    header_icon = "undo"

    def get_context_data(self, **kwargs):
        takedown = get_object_or_404(TakeDown, pk=self.kwargs["pk"])
        shown = {"takedown": takedown, "clause": clause_name(takedown.clause), "form": kwargs.get("form") or RestoreForm()}
        return {**super().get_context_data(**kwargs), **shown}

    def post(self, request, pk):
        """Put it back."""
        form = RestoreForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        takedown = get_object_or_404(TakeDown, pk=pk)
        try:
            restore(takedown, request.user, form.cleaned_data["reason"])
        except PermissionDenied as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("“%(title)s”已恢复。") % {"title": takedown.title})
        return redirect(TAKEDOWNS[0])
