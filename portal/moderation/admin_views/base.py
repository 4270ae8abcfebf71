"""What the moderation's screens share."""

from django.db.models import Model, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Task

from portal.core.cache import recent
from portal.core.transitions import TransitionError
from portal.sheets.exports import CONTENT_TYPE, table
from portal.workbench.screens import StaffView


def is_reviewer(user) -> bool:
    """Return whether the user decides at any step of the review."""
    if user.is_superuser:
        return True
    steps = Task.objects.filter(Q(reviewtask__groups__user=user) | Q(directortask__groups__user=user), active=True)
    # Every screen's menu asks; writes to groups and steps move the stamp.
    return recent(f"moderation:reviewer:{user.pk}", steps.exists)


class ModerationView(StaffView):
    """A screen of the moderation, and of the domains above it; all it needs is the right that it names."""


class YearView(ModerationView):
    """A report about one year: that of the address, or the newest of those that a subclass offers in :meth:`years`."""

    def years(self) -> list[int]:
        """Return the years of which there may be figures, the newest first."""
        raise NotImplementedError

    def year(self) -> int:
        """Return the year."""
        asked = self.request.GET.get("year", "")
        return next((year for year in self._offered if str(year) == asked), self._offered[0])

    @cached_property
    def _offered(self) -> list[int]:
        return self.years()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"year": self.year(), "years": self._offered, **kwargs})


class YearTableView(YearView):
    """A report about one year that is one table, heading first, also as a file to take away.

    A subclass says in ``explanation`` what counts, and in ``file_name`` how the file is called before the year.
    """

    template_name = "moderation/admin/year_table.html"
    header_icon = "table"
    explanation: str | Promise = ""
    file_name = ""

    def table(self, year: int) -> list[list]:
        """Return the rows."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        head, *rows = self.table(self.year())
        return super().get_context_data(**{"head": head, "rows": rows, "explanation": self.explanation, **kwargs})

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        response = HttpResponse(table(str(self.page_title), self.table(self.year())), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{self.file_name}-{self.year()}.xlsx"'
        return response


class ConfirmedDeedView(ModerationView):
    """A page that asks once more and then does one thing to one row of ``model``, in ``perform``."""

    template_name = "moderation/admin/deed.html"
    model: type[Model]
    question: str | Promise = ""
    done_message: str | Promise = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.row = get_object_or_404(self.model, pk=kwargs["pk"])

    def get_breadcrumbs_items(self):
        *way, here = super().get_breadcrumbs_items()
        return [*way, {"url": self.list_url(), "label": self.model._meta.verbose_name_plural}, here]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "row": self.row, "question": self.question, "back": self.list_url()}

    def list_url(self) -> str:
        """Return where the rows are listed."""
        raise NotImplementedError

    def perform(self) -> None:
        """Do it.

        Raises:
            TransitionError: it may not be done.
        """
        raise NotImplementedError

    def post(self, request, pk):
        """Do it, and say on the list that it is done or why not."""
        try:
            self.perform()
        except TransitionError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, self.done_message)
        return redirect(self.list_url())


QUEUE = ("moderation_queue", _("待审队列"))
REPORTS = ("moderation_reports", _("举报"))
TAKEDOWNS = ("moderation_takedowns", _("撤下记录"))
