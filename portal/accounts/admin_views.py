"""Staff pages of accounts: a phone shown by one logged click, locking, the text messages, sheets of paper codes."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts import paper
from portal.accounts.models import PaperSheet, TextMessage, User
from portal.accounts.services import failures_lock, lock, unlock
from portal.core.access_log import log_view
from portal.web.parameters import key_of

ROWS = 50


class _StaffPage(WagtailAdminTemplateMixin):
    """A page for whoever has ``permission``."""

    permission = ""
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ReasonForm(forms.Form):
    """Why somebody acts on another person's data or account."""

    reason = forms.CharField(label=_("事由"), max_length=200)


class PersonalView(_StaffPage, FormView):
    """Shows a person's phone to whoever says why; the look is logged and the person can read it (PIPL art. 51)."""

    permission = "accounts.view_personal"
    template_name = "accounts/admin/personal.html"
    page_title = _("查看手机号码")
    header_icon = "view"
    form_class = ReasonForm

    def dispatch(self, request, *args, **kwargs):
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "person": self.person}

    def form_valid(self, form):
        log_view(self.request.user, self.person, "phone", purpose=form.cleaned_data["reason"])
        return self.render_to_response(self.get_context_data(form=form, phone=self.person.phone))


class LockView(_StaffPage, FormView):
    """Locks an account, or unlocks it with everything that failed sign-ins have locked."""

    permission = "accounts.lock_accounts"
    template_name = "accounts/admin/lock.html"
    page_title = _("停用与恢复账号")
    header_icon = "lock"
    form_class = ReasonForm

    def dispatch(self, request, *args, **kwargs):
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "person": self.person, "failures": failures_lock(self.person)}

    def form_valid(self, form):
        actor, reason = self.request.user, form.cleaned_data["reason"]
        if self.person.is_superuser and not actor.is_superuser:
            raise PermissionDenied
        if "lock" in self.request.POST and self.person != actor:
            lock(self.person, actor, reason)
            messages.success(self.request, _("账号已停用。"))
        elif "unlock" in self.request.POST:
            unlock(self.person, actor, reason)
            messages.success(self.request, _("账号已恢复，失败记录已清除。"))
        return redirect("account_lock", self.person.pk)


class OutboxView(_StaffPage, TemplateView):
    """Text messages, newest first, with masked numbers. The text of one is shown by a click that is logged."""

    permission = "accounts.read_outbox"
    template_name = "accounts/admin/outbox.html"
    page_title = _("短信发件箱")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        rows = Paginator(TextMessage.objects.all(), ROWS).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "rows": rows}

    def post(self, request):
        """Show the text of one message."""
        message = get_object_or_404(TextMessage, pk=key_of(request.POST.get("message", "")))
        holder = User.objects.verified_holder(message.phone)
        log_view(request.user, holder, "text_message", message)
        return self.render_to_response({**self.get_context_data(), "opened": message})


class PaperForm(forms.Form):
    """For which contact point, and how many."""

    place = forms.CharField(label=_("发放网点"), max_length=120)
    number = forms.IntegerField(label=_("份数"), min_value=1, max_value=100, initial=20)


class PaperSheetsView(_StaffPage, FormView):
    """Prints a sheet of codes, shown this once, and lists the earlier ones."""

    permission = "accounts.print_paper_codes"
    template_name = "accounts/admin/paper_sheets.html"
    page_title = _("注册码")
    header_icon = "key"
    form_class = PaperForm

    def get_context_data(self, **kwargs):
        sheets = [
            {"sheet": sheet, "used": sum(code.used_at is not None for code in sheet.codes.all()), "all": len(sheet.codes.all())}
            for sheet in PaperSheet.objects.select_related("printed_by").prefetch_related("codes")[:ROWS]
        ]
        return {
            **super().get_context_data(**kwargs),
            "sheets": sheets,
            "address": self.request.build_absolute_uri(reverse("accounts:paper")),
        }

    def form_valid(self, form):
        sheet, codes = paper.print_sheet(form.cleaned_data["place"], self.request.user, form.cleaned_data["number"])
        return self.render_to_response(self.get_context_data(form=form, new_sheet=sheet, codes=codes))


class CancelSheetView(_StaffPage, FormView):
    """Makes a lost sheet worthless."""

    permission = "accounts.print_paper_codes"
    template_name = "accounts/admin/cancel_sheet.html"
    page_title = _("作废注册码单")
    header_icon = "key"
    form_class = ReasonForm

    def dispatch(self, request, *args, **kwargs):
        self.sheet = get_object_or_404(PaperSheet, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "sheet": self.sheet}

    def form_valid(self, form):
        paper.cancel_sheet(self.sheet, self.request.user, form.cleaned_data["reason"])
        messages.success(self.request, _("注册码单已作废。"))
        return redirect("paper_sheets")
