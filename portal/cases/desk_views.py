"""What staff owe and have done, over all kinds of case that they handle; each number leads to the cases that it counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.cases import desk
from portal.cases.desk import Listed, Load, Wanted
from portal.cases.forms import DeskForm
from portal.core.moments import minute_text, month_text
from portal.sheets.exports import download, table
from portal.web.parameters import key_of
from portal.workbench.screens import StaffView

PAGE_SIZE = 50
# Rows of a list that one file takes.
MOST_ROWS = 5000
_HOUR = 3600
HOME = ("cases_home", gettext_lazy("受理事项"))


class Cell(NamedTuple):
    """What stands in a table, and where it leads."""

    text: str
    url: str = ""

    def __str__(self):
        return self.text


def handles_any(user) -> bool:
    """Return whether somebody handles cases of any kind."""
    return bool(desk.kinds_of(user))


def counted(number: int, **wanted: Any) -> Cell:
    """Return a number that leads to the cases that it counts; none leads nowhere."""
    said = {name: value for name, value in wanted.items() if value}
    return Cell(str(number), f"{reverse('cases_list')}?{urlencode(said)}" if number else "")


def loads(load: Load, **wanted: Any) -> list[Cell]:
    """Return the three numbers of open cases."""
    return [counted(load.open, **wanted), counted(load.late, due=desk.LATE, **wanted), counted(load.today, due=desk.TODAY, **wanted)]


def share(part: int, whole: int) -> Cell:
    """Return a percentage; nothing of nothing."""
    return Cell(f"{100 * part / whole:.0f}%" if whole else "—")


def _owner(key: int | None) -> int | str:
    return key or desk.NOBODY


class DeskView(StaffView):
    """One screen of the desk; each has its tables as a file, too."""

    request: Any
    template_name = "cases/admin/desk.html"
    header_icon = "tasks"
    explanation: str | Promise = ""
    # Names of the addresses of all screens, with what leads there.
    screens = (
        ("cases_home", gettext_lazy("我的事项")),
        ("cases_list", gettext_lazy("全部事项")),
        ("cases_team", gettext_lazy("团队看板")),
        ("cases_workload", gettext_lazy("工作量")),
        ("cases_rates", gettext_lazy("按时率")),
    )

    def may_enter(self, user):
        return handles_any(user)

    @cached_property
    def kinds(self) -> dict:
        """The kinds that the user handles, by code."""
        return {kind.code: kind for kind in desk.kinds_of(self.request.user)}

    @cached_property
    def loads(self) -> dict:
        """What is open."""
        return desk.open_loads(self.kinds.values())

    def kind_name(self, code: str) -> str:
        """Return what cases of a kind are called."""
        return str(self.kinds[code].model._meta.verbose_name)

    def people(self, keys: Iterable[int | None]) -> dict[int | None, str]:
        """Return who handles cases, by name; nobody stands first."""
        found = User.objects.in_bulk({key for key in keys if key})
        names = {key: str(person) for key, person in found.items()}
        return {None: _("还没有人经办"), **dict(sorted(names.items(), key=lambda item: item[1]))}

    def tables(self) -> list[tuple[str, list[list[Cell]]]]:
        """Return the tables of the screen, each with its title and heading first."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") != "xlsx":
            return super().get(request, *args, **kwargs)
        rows = [row for title, rows in self.tables() for row in ([title], *rows)]
        return download(table(str(self.page_title), rows), str(self.page_title))

    def get_context_data(self, **kwargs):
        tabs = [(reverse(name), label, name == self.request.resolver_match.url_name) for name, label in self.screens]
        query = self.request.GET.copy()
        query["export"] = "xlsx"
        more = {"tabs": tabs, "explanation": self.explanation, "export": query.urlencode()}
        return super().get_context_data(**{**more, **kwargs})


def _heading(*words: str | Promise) -> list[Cell]:
    return [Cell(str(word)) for word in words]


class CaseListView(DeskView):
    """Cases of all kinds, those that are late first, then by the end of their time."""

    template_name = "cases/admin/desk_list.html"
    page_title = gettext_lazy("全部事项")
    only_own = False

    @cached_property
    def form(self) -> DeskForm:
        """What is asked for; of one's own work nothing else than that."""
        asked = self.request.GET.copy()
        if self.only_own:
            asked["owner"] = str(self.request.user.pk)
        owners = User.objects.in_bulk({key_of(asked.get("owner", "")), *(owner for _code, owner, _state in self.loads if owner)})
        return DeskForm(asked, kinds=self.kinds.values(), user=self.request.user, people=owners.values())

    @cached_property
    def wanted(self) -> Wanted:
        """Which cases are listed."""
        return self.form.wanted()

    def tables(self):
        head = _heading(_("编号"), _("事项"), _("状态"), _("经办人"), _("收到时间"), _("办理期限"), _("办结时间"), _("超期"))
        rows = Listed(self.kinds.values(), self.wanted)[:MOST_ROWS]
        return [(str(self.page_title), [head, *(_heading(*_columns(row)) for row in rows)])]

    def summary(self) -> list[tuple[str, list[Cell]]]:
        """Return what is open in all, of the user's own, and of nobody's."""
        by_owner, me = desk.summed(self.loads, 1), self.request.user.pk
        found = [
            (_("我的"), loads(by_owner.get((me,), Load()), owner=me)),
            (_("还没有人经办"), loads(by_owner.get((None,), Load()), owner=desk.NOBODY)),
        ]
        return [*found, (_("全部"), loads(desk.summed(self.loads).get((), Load())))]

    def get_context_data(self, **kwargs):
        page = Paginator(Listed(self.kinds.values(), self.wanted), PAGE_SIZE).get_page(self.request.GET.get("p"))
        summary = [_heading("", _("未办结"), _("已超期"), _("今天到期")), *([Cell(name), *cells] for name, cells in self.summary())]
        shown = None if self.only_own else self.form
        found = {"page": page, "rows": page.object_list, "form": shown, "summary": summary, "state": self._state()}
        return super().get_context_data(**{**found, **kwargs})

    def _state(self) -> str:
        kind = self.kinds.get(self.wanted.kind)
        return desk.state_name(kind, self.wanted.state) if kind else self.wanted.state


def _columns(row: desk.Row) -> list[str]:
    moments = (row.created_at, row.due_at, row.closed_at)
    late = _("超期") if row.is_late else ""
    return [row.number, row.kind_name, row.state_name, str(row.owner or ""), *map(minute_text, moments), late]


class HomeView(CaseListView):
    """One's own work."""

    page_title = gettext_lazy("我的事项")
    only_own = True


class TeamView(DeskView):
    """Who has how much, and what stands where."""

    page_title = gettext_lazy("团队看板")

    def tables(self):
        by_owner, by_state = desk.summed(self.loads, 1), desk.summed(self.loads, 0, 2)
        numbers = (_("未办结"), _("已超期"), _("今天到期"))
        people = [
            [Cell(name), *loads(by_owner[(key,)], owner=_owner(key))]
            for key, name in self.people(key for (key,) in by_owner).items()
            if (key,) in by_owner
        ]
        states = [
            [Cell(self.kind_name(code)), Cell(desk.state_name(self.kinds[code], state)), *loads(load, kind=code, state=state)]
            for (code, state), load in sorted(by_state.items())
        ]
        return [
            (_("按经办人"), [_heading(_("经办人"), *numbers), *people]),
            (_("按事项和状态"), [_heading(_("事项"), _("状态"), *numbers), *states]),
        ]


def _took(seconds: float) -> str:
    """Return how long something took, in hours or, from three days on, in days."""
    hours = seconds / _HOUR
    return _("%(hours).1f小时") % {"hours": hours} if hours < 72 else _("%(days).1f天") % {"days": hours / 24}


class MonthlyView(DeskView):
    """A screen about one month: that of the address, or this one."""

    template_name = "cases/admin/desk_month.html"

    @cached_property
    def month(self) -> date:
        """Its first day."""
        known = desk.months()
        return next((month for month in known if month_text(month) == self.request.GET.get("month")), known[0])

    def get_context_data(self, **kwargs):
        return super().get_context_data(month=month_text(self.month), months=[month_text(month) for month in desk.months()], **kwargs)


class WorkloadView(MonthlyView):
    """What each person has open and has ended in a month."""

    page_title = gettext_lazy("工作量")
    explanation = gettext_lazy("办结、用时和超期按所选月份统计；用时是从收到到办结的中位数；答复晚于期限的算超期。未办结是现在的。")

    def tables(self):
        now, done, month = desk.summed(self.loads, 0, 1), desk.ended_in(self.kinds.values(), self.month), month_text(self.month)
        names = self.people(owner for _code, owner in {*now, *done})
        head = _heading(_("经办人"), _("事项"), _("未办结"), _("办结"), _("用时"), _("超期"))
        keys = sorted({*now, *done}, key=lambda key: (names.get(key[1], ""), key[0]))
        rows = [
            [
                Cell(names.get(owner, "")),
                Cell(self.kind_name(code)),
                counted(now.get((code, owner), Load()).open, kind=code, owner=_owner(owner)),
                *_done(done.get((code, owner)), kind=code, owner=_owner(owner), ended=month),
            ]
            for code, owner in keys
        ]
        return [(f"{self.page_title} {month}", [head, *rows])]


def _done(done: desk.Done | None, **wanted: Any) -> list[Cell]:
    """Return what somebody has ended in a month, how long it took, and how much of it was late."""
    if done is None:
        return _heading("0", "—", "0")
    return [counted(done.ended, **wanted), Cell(_took(done.middle)), counted(done.late, answer=desk.TOO_LATE, **wanted)]


class RatesView(DeskView):
    """How much of what came in a month has its answer, and how much of that in time, by kind."""

    page_title = gettext_lazy("按时率")
    explanation = gettext_lazy("按收到的月份统计；按时率是首次答复在期限内的占已答复的比例。")

    def tables(self):
        arrived = desk.arrived_by_month(self.kinds.values())
        head = _heading(_("月份"), _("收到"), _("已答复"), _("按时答复"), _("按时率"))
        lines = {code: [self._line(code, month, arrived[code, month]) for month in desk.months()] for code in self.kinds}
        return [(self.kind_name(code), [head, *rows]) for code, rows in lines.items()]

    def _line(self, code: str, month: date, found: desk.Arrived) -> list[Cell]:
        said = {"kind": code, "received": month_text(month)}
        return [
            Cell(month_text(month)),
            counted(found.received, **said),
            counted(found.answered, answer=desk.ANSWERED, **said),
            counted(found.in_time, answer=desk.IN_TIME, **said),
            share(found.in_time, found.answered),
        ]
