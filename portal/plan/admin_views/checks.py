"""The daily check: what the director found, what the owner says, open until it is answered (R-PLAN-2)."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.moderation.admin_views.base import ModerationView
from portal.plan.admin_views.work import MAY_SEE
from portal.plan.forms import WordsForm
from portal.plan.models import DailyCheck, FortnightLine, Task
from portal.plan.querysets import OVERSEE
from portal.plan.services import answer_check, check_work

CHECKS = ("plan_checks", gettext_lazy("每日督办"))
_ROWS = 50
_KINDS = {
    "task": Task.objects.select_related("owner", "department__head"),
    "line": FortnightLine.objects.select_related("owner", "plan__department__head"),
}


class CheckListView(ModerationView):
    """The checks that somebody has to do with: those without an answer first."""

    template_name = "plan/admin/checks.html"
    page_title = CHECKS[1]
    permission = MAY_SEE
    header_icon = "view"

    def get_context_data(self, **kwargs):
        checks = DailyCheck.objects.seen_by(self.request.user).select_related("task", "line", "owner", "checked_by")
        page = Paginator(checks.order_by(F("answered_at").asc(nulls_first=True), "day", "pk"), _ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(page=page, **kwargs)


class CheckFormView(ModerationView):
    """A page with one box for a few sentences."""

    once = True
    template_name = "plan/admin/check.html"
    parent = CHECKS
    header_icon = "view"
    box = gettext_lazy("反馈")

    def save(self, words: str) -> None:
        """Do what is to be done with what was written."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": WordsForm(label=self.box), **kwargs})

    def post(self, request, *args, **kwargs):
        """Save it, or say why not and keep what was typed."""
        form = WordsForm(request.POST, label=self.box)
        if form.is_valid():
            try:
                self.save(form.cleaned_data["words"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("已保存。"))
                return redirect("plan_checks")
        return self.render_to_response(self.get_context_data(form=form))


class CheckAddView(CheckFormView):
    """Notes what was found about a task or a line of a plan.

    Raises:
        Http404: there is no such task or line.
    """

    page_title = gettext_lazy("督办")
    permission = OVERSEE
    box = gettext_lazy("发现的情况")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in _KINDS:
            raise Http404
        self.about = get_object_or_404(_KINDS[kwargs["kind"]], pk=kwargs["pk"])

    def save(self, words):
        check_work(self.about, words, self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(about=self.about, owner=self.about.answers_for(), **kwargs)


class CheckView(CheckFormView):
    """One check, and the box for the answer of who answers for it.

    Raises:
        Http404: the user has nothing to do with it.
    """

    page_title = gettext_lazy("督办")
    permission = MAY_SEE

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        checks = DailyCheck.objects.seen_by(request.user).select_related("task", "line", "owner", "checked_by")
        self.check = get_object_or_404(checks, pk=kwargs["pk"])

    @property
    def is_asked(self) -> bool:
        """Whether the user is the one to answer and has not."""
        return self.check.owner_id == self.request.user.pk and not self.check.answered_at

    def save(self, words):
        answer_check(self.check.pk, words, self.request.user)

    def post(self, request, *args, **kwargs):
        """Answer it.

        Raises:
            PermissionDenied: it is somebody else's to answer.
        """
        if self.check.owner_id != request.user.pk:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kept = {"about": self.check.about, "owner": self.check.owner, "check": self.check}
        return super().get_context_data(**kept, **({} if self.is_asked or "form" in kwargs else {"form": None}), **kwargs)
