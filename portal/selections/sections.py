"""The sections of selections and of nominations."""

from django.utils.translation import gettext_lazy as _

from portal.selections.models import Nomination, Selection
from portal.selections.views import NominationDetail, SelectionDetail
from portal.web.sections import SearchKind, Section, register_section

# R-ACT-4
SELECTIONS = register_section(
    Section(
        Selection,
        _("评选"),
        "/selections/",
        description=_("本县电商评选：提名、公众投票、评委打分，结果和票数公开。"),
        sorts={"latest": (_("最近的评选"), ("-vote_until", "-pk")), "name": (_("按名称"), ("name", "pk"))},
        rows_template="components/record-list/selections.html",
        detail_view=SelectionDetail,
        feed="selections",
        search=SearchKind("selection", _("评选"), body=("introduction", "rules"), keywords=("category_names",)),
        order=330,
    )
)

NOMINATIONS = register_section(
    Section(
        Nomination,
        _("评选提名"),
        SELECTIONS.url,
        list_view=None,
        detail_view=NominationDetail,
        detail_url="/selections/nominations/",
        why_no_feed="shown with its selection",
        search=SearchKind("selection", _("评选"), body=("reason",), keywords=("category", "selection"), boost=0.8),
        order=335,
    )
)
