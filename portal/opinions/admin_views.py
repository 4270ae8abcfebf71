"""Opinions for staff: the queue sorted by what they are about, one opinion, and what is typed from the book at the desk."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from portal.cases.admin_views import CaseListMixin, CaseMixin, NoteDownMixin
from portal.moderation.admin_views.base import ModerationView
from portal.opinions.forms import NoteDownForm, OpinionMoveForm
from portal.opinions.models import Opinion
from portal.opinions.services import OPINION, handle, note_down

MAY_HANDLE = "opinions.handle_opinion"
QUEUE = ("opinions", _("意见建议"))


class QueueView(CaseListMixin, ModerationView):
    """Opinions, those that are open first; ``?about=`` shows those about one thing. Above them how many there are of each (R-SUP-2)."""

    kind = OPINION
    template_name = "opinions/admin/queue.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    header_icon = "comment"

    def cases(self):
        about = self.request.GET.get("about", "")
        rows = super().cases()
        return rows.filter(about=about) if about in Opinion.About else rows

    def get_context_data(self, **kwargs):
        counts = {(about, nature): number for about, nature, number in self._counts()}
        natures = Opinion.Nature.choices
        sorted_ = [(value, label, [counts.get((value, nature), 0) for nature, _label in natures]) for value, label in Opinion.About.choices]
        shown = {"abouts": sorted_, "natures": [label for _value, label in natures], "about": self.request.GET.get("about", "")}
        return super().get_context_data(**shown, **kwargs)

    def _counts(self):
        return OPINION.cases.exclude(state=Opinion.State.WITHDRAWN).order_by().values_list("about", "nature").annotate(number=Count("pk"))


class OpinionView(CaseMixin, ModerationView):
    """One opinion."""

    kind = OPINION
    form_class = OpinionMoveForm
    list_url_name = QUEUE[0]
    contact_purpose = _("答复意见")
    moved_message = _("意见 %(number)s 已处理。")
    escalated_message = _("意见 %(number)s 已报中心主任，已通知%(names)s。给主任的说明来件人看不到。")
    unheard_message = _("意见 %(number)s 已报中心主任，但还没有可以通知的主任。")
    template_name = "opinions/admin/opinion.html"
    page_title = QUEUE[1]
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "comment"

    def perform(self, answered):
        handle(self.case, answered["to_state"], answered["reason"], self.request.user, note=answered.get("note", ""))


class NoteDownView(NoteDownMixin, ModerationView):
    """Types what stood in the book or box, or was said by phone."""

    kind = OPINION
    once = True
    template_name = "opinions/admin/note_down.html"
    page_title = _("登记意见")
    permission = MAY_HANDLE
    parent = QUEUE
    header_icon = "comment"
    form_class = NoteDownForm
    note_down = staticmethod(note_down)
    noted_message = _("已登记。编号 %(number)s，查询码 %(code)s。")
