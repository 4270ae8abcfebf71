"""The form on which an enterprise keeps its own page."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.forms.page import PageForm
from portal.enterprises.models import Enterprise
from portal.enterprises.policies import EDITORS
from portal.enterprises.views.my import MemberMixin
from portal.moderation.submission import submit
from portal.my.rows import RowsFormView


class PageView(MemberMixin, RowsFormView):
    """Edits the newest text and hands it in; the public sees the old one until the new one is approved."""

    model = Enterprise
    form_class = PageForm
    title = _("填写企业主页")
    lead = _("提交后先审核再公开；审核期间，公众看到的仍是原来的内容。")
    submit_label = _("提交审核")
    roles = EDITORS

    def prepare(self):
        super().prepare()
        self.object = self.newest_text(self.enterprise)

    def submit(self, form):
        draft = form.draft(self.request.user)
        submit(draft, self.request.user, seen_revision=self.seen_revision(), action="enterprises.page_submitted")
