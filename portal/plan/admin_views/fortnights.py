"""The two-week plans: who has written one, what stands in it, and what the director says (R-PLAN-2)."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.moments import day_text, parsed_day
from portal.moderation.admin_views.base import ModerationView
from portal.plan.admin_views.work import MAY_SEE
from portal.plan.forms import LineFormSet, WordsForm
from portal.plan.models import Department, Fortnight, fortnight_of
from portal.plan.models.fortnights import DAYS
from portal.plan.querysets import oversees
from portal.plan.services import comment_on, may_write, undone_before, write_plan

FORTNIGHTS = ("plan_fortnights", gettext_lazy("双周计划"))
_FIRST, _LAST = date(2000, 1, 1), date(2999, 12, 31)


def asked_day(text: str) -> date:
    """Return the day that an address names, today for what is none; none so far away that the calendar ends beside it."""
    return min(max(parsed_day(text) or timezone.localdate(), _FIRST), _LAST)


class FortnightListView(ModerationView):
    """The plans of all departments that somebody sees, for two weeks; which are missing is said."""

    template_name = "plan/admin/fortnights.html"
    page_title = FORTNIGHTS[1]
    permission = MAY_SEE
    header_icon = "date"

    def get_context_data(self, **kwargs):
        starts_on, step = fortnight_of(asked_day(self.request.GET.get("day", ""))), timedelta(days=DAYS)
        counts = {"all_lines": Count("lines"), "done_lines": Count("lines", filter=Q(lines__done=True))}
        plans = {plan.department_id: plan for plan in Fortnight.objects.filter(starts_on=starts_on).annotate(**counts)}
        departments = Department.objects.seen_by(self.request.user).select_related("head")
        rows = [(department, plans.get(department.pk), may_write(self.request.user, department)) for department in departments]
        told = {"rows": rows, "starts_on": starts_on, "ends_on": starts_on + step - timedelta(days=1)}
        return super().get_context_data(**told, before=starts_on - step, after=starts_on + step, **kwargs)


class FortnightView(ModerationView):
    """The plan of one department: its head writes it, with what the last one left undone; the director comments.

    Raises:
        Http404: the department is not the user's to see, or no two weeks begin on that day.
    """

    template_name = "plan/admin/fortnight.html"
    permission = MAY_SEE
    parent = FORTNIGHTS
    header_icon = "date"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.starts_on = fortnight_of(asked_day(kwargs["day"]))
        if day_text(self.starts_on) != kwargs["day"]:
            raise Http404
        departments = Department.objects.seen_by(request.user).select_related("head")
        self.department = get_object_or_404(departments, pk=kwargs["pk"])
        plans = Fortnight.objects.select_related("department__head", "written_by", "commented_by")
        self.plan = plans.filter(department=self.department, starts_on=self.starts_on).first()
        self.page_title = str(self.plan or Fortnight(department=self.department, starts_on=self.starts_on))

    def _lines(self) -> list[dict]:
        """Return the lines that the form begins with: those that stand, or those to be carried forward."""
        if self.plan:
            rows = self.plan.lines.all()
            return [{"id": row.pk, "text": row.text, "owner": row.owner_id, "done": row.done, "result": row.result} for row in rows]
        return [{"text": row.text, "owner": row.owner_id, "carried": True} for row in undone_before(self.department, self.starts_on)]

    def get_context_data(self, **kwargs):
        user = self.request.user
        writes, comments = may_write(user, self.department), oversees(user) and self.plan
        told = {"plan": self.plan, "may_check": oversees(user), "department": self.department}
        if writes and "formset" not in kwargs:
            told["formset"] = LineFormSet(initial=self._lines())
        if comments and "comment" not in kwargs:
            told["comment"] = WordsForm(label=_("主任批注"), required=False, initial={"words": self.plan.comment})
        if self.plan:
            told["lines"] = self.plan.lines.select_related("owner").prefetch_related("checks")
        return super().get_context_data(**{**told, **kwargs})

    def post(self, request, *args, **kwargs):
        """Write it, or comment on it.

        Raises:
            PermissionDenied: the user does neither.
        """
        if "comment" in request.POST and self.plan and oversees(request.user):
            return self._comment(request)
        if not may_write(request.user, self.department):
            raise PermissionDenied
        formset = LineFormSet(request.POST, initial=self._lines())
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset))
        try:
            write_plan(self.department, self.starts_on, formset.rows(), request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return self.render_to_response(self.get_context_data(formset=formset))
        return self._back(request)

    def _comment(self, request):
        form = WordsForm(request.POST, label=_("主任批注"), required=False)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(comment=form))
        comment_on(self.plan, form.cleaned_data["words"], request.user)
        return self._back(request)

    def _back(self, request):
        messages.success(request, _("已保存。"))
        return redirect(request.path)
