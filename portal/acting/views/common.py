"""What I have done for others, and the slip that the person gets; a kind of acting says in a subclass what its own is."""

from typing import Any

from django.apps import apps
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from portal.acting.models import Acting
from portal.acting.services import consented_text, stations_of
from portal.cases.kinds import NumberedKind
from portal.cases.receipts import opened
from portal.core.access_log import log_view
from portal.my.views.pages import MyDetailView, MyPage
from portal.web.frame import MY
from portal.web.meta import Crumb
from portal.web.papers import paper

ACT_FOR = Crumb(_("代办"), "/act-for/")
_MOST = 100
_ways: list[Crumb] = []


def overview(user) -> list[Crumb]:
    """Return the way on from the overview."""
    return [ACT_FOR]


def add_way(way: Crumb) -> None:
    """Let a domain put where one does something for others above the list; called from its app's ``ready``."""
    _ways.append(way)


class ActForList(MyDetailView):
    """What I have done for others, newest first; their names are masked."""

    template_name = "pages/acting/list.html"
    title = ACT_FOR.title
    lead = _("家里老人、邻居不会上网的，您可以替他们申请服务、报名培训和活动。须本人同意；打印的凭条交给本人。")

    def rows(self) -> list[Acting]:
        """Return the records of all kinds."""
        found: list[Acting] = []
        for model in apps.get_models():
            if issubclass(model, Acting):
                found += model.objects.owned_by(self.request.user).select_related("station", *model.get_shown_joins())[:_MOST]
        return sorted(found, key=lambda row: row.created_at, reverse=True)[:_MOST]

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=self.rows(), ways=_ways, **kwargs)


class ActsMixin:
    """A form by which somebody acts for another (:class:`portal.acting.forms.ActingFields`)."""

    request: Any
    crumbs: tuple[Crumb, ...] = (MY, ACT_FOR)
    submit_label = _("提交并打印凭条")

    def get_form_kwargs(self):
        """Return with the stations that the person keeps."""
        return {**super().get_form_kwargs(), "stations": stations_of(self.request.user)}


class OfSlip(MyPage):
    """About a slip within the hour after it was made, for who acted.

    A subclass names the ``kind`` of what the slip's secret opens, the ``lookup`` page, the ``purpose`` of the consent, what the slip says
    of it, and finds the record of the acting.

    Raises:
        Http404: for anybody else, and later.
    """

    kind: NumberedKind
    lookup: Crumb
    purpose = ""
    subject_label: str | Promise = ""
    advice: str | Promise = ""

    def prepare(self):
        self.object, self.code = opened(self.kind, self.kwargs["token"])
        if not self.code:
            raise Http404
        self.acting = get_object_or_404(self.acting_rows().owned_by(self.request.user).select_related("station", "actor"))

    def acting_rows(self) -> Any:
        """Return the record of the acting that is about the object, as rows."""
        raise NotImplementedError

    def thing(self) -> Any:
        """Return what the person's name stands in, and the consent is about."""
        return self.object

    def slip(self) -> dict:
        """Return what stands on it; that it shows the person's name is noted."""
        log_view(self.request.user, None, "name", self.thing(), purpose=str(_("打印代办凭条")))
        status = self.request.build_absolute_uri(self.lookup.url)
        return {
            "record": self.object,
            "acting": self.acting,
            "code": self.code,
            "address": f"{status}?number={self.object.number}",
            "consent": consented_text(self.thing(), self.purpose),
            "subject_label": self.subject_label,
            "advice": self.advice % {"address": status},
        }


class SlipView(OfSlip, MyDetailView):
    """The slip as a page to print; ``paper_url_name`` leads to the paper."""

    template_name = "pages/acting/slip.html"
    title = _("代办凭条")
    crumbs = (MY, ACT_FOR)
    paper_url_name = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(paper_url_name=self.paper_url_name, **self.slip(), **kwargs)


class SlipPaper(OfSlip, View):
    """The slip as a PDF."""

    def get(self, request, token):
        """Draw it."""
        name = str(_("代办凭条 %(number)s")) % {"number": self.object.number}
        return paper(request, "papers/acting/slip.html", self.slip(), name)
