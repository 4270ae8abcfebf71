"""The form on which an enterprise keeps its own page."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.forms.page import PageForm, with_one_more_row
from portal.enterprises.models import Enterprise
from portal.enterprises.policies import EDITORS
from portal.enterprises.views.my import MemberMixin
from portal.moderation.submission import submit
from portal.my.views.forms import RecordFormView
from portal.web.kept import kept_of


class PageView(MemberMixin, RecordFormView):
    """Edits the newest text and hands it in; the public sees the old one until the new one is approved."""

    model = Enterprise
    template_name = "pages/enterprises/edit.html"
    form_class = PageForm
    title = _("填写企业主页")
    lead = _("提交后先审核再公开；审核期间，公众看到的仍是原来的内容。")
    submit_label = _("提交审核")
    roles = EDITORS

    def prepare(self):
        super().prepare()
        self.record = self.newest_text(self.enterprise)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if "more" in self.request.POST:
            kwargs["data"] = with_one_more_row(self.request.POST, self.request.POST["more"])
        return kwargs

    def post(self, request, *args, **kwargs):
        return self.form_invalid(self.get_form()) if "more" in request.POST else super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        quiet = "more" in self.request.POST or kept_of(self.request) is not None
        return super().get_context_data(enterprise=self.enterprise, quiet=quiet, submitted=self.request.method == "POST", **kwargs)

    def submit(self, form):
        draft = form.draft(self.request.user)
        submit(draft, self.request.user, seen_revision=self.seen_revision(), action="enterprises.page_submitted")
