"""The form on which an enterprise keeps its own page."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.accounts.views.frame import MY, FormPage
from portal.core.transitions import TransitionError
from portal.enterprises.forms.page import PageForm, with_one_more_row
from portal.enterprises.models import Enterprise
from portal.enterprises.policies import EDITORS, membership_or_404
from portal.enterprises.services.keeping import submit_page
from portal.enterprises.views.my import MY_ENTERPRISES, crumb_of


class PageView(LoginRequiredMixin, FormPage):
    """Edits the newest text and hands it in; the public sees the old one until the new one is approved."""

    template_name = "pages/enterprises/edit.html"
    title = _("填写企业主页")
    lead = _("提交后先审核再公开；审核期间，公众看到的仍是原来的内容。")
    submit_label = _("提交审核")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.enterprise = membership_or_404(request.user, kwargs["pk"], EDITORS).organisation
            self.crumbs = (MY, MY_ENTERPRISES, crumb_of(self.enterprise))
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data=None):
        draft = self.enterprise.get_latest_revision_as_object() if self.enterprise.latest_revision_id else self.enterprise
        return PageForm(data, self.request.FILES or None, instance=draft)

    def post(self, request, *args, **kwargs):
        if "more" in request.POST:
            return self.page(self.make_form(with_one_more_row(request.POST, request.POST["more"])))
        return super().post(request, *args, **kwargs)

    def extra_context(self):
        shown = Enterprise.objects.values_list("latest_revision_id", flat=True).get(pk=self.enterprise.pk)
        return {
            "enterprise": self.enterprise,
            "seen": self.request.POST.get("seen", shown or ""),
            "quiet": "more" in self.request.POST,
            "submitted": self.request.method == "POST",
        }

    def done(self, form):
        seen = self.request.POST.get("seen", "")
        try:
            submit_page(form.draft(self.request.user), self.request.user, seen_revision=int(seen) if seen.isdecimal() else None)
        except TransitionError as error:
            form.add_error(None, error)
            return None
        return redirect(self.enterprise.get_owner_url())
