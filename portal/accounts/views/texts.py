"""The terms of use and the privacy policy, and agreeing to a new version of them."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from portal.accounts.forms import AgreeForm
from portal.accounts.services import agree_to_terms, terms_due
from portal.core import audit
from portal.core.consents import ConsentText
from portal.web.frame import FormPage, frame, wanted_next
from portal.web.meta import Crumb
from portal.web.views import PublicView

_PAGES = {"terms": _("用户协议"), "privacy": _("隐私政策")}


class TextView(PublicView):
    """One of the texts in force, as a page."""

    template_name = "pages/accounts/text.html"
    purpose = ""

    def get(self, request):
        """Show the version in force, or an older one that somebody agreed to (``?version=``)."""
        self.section_title = _PAGES[self.purpose]
        title = str(self.section_title)
        text = ConsentText.current(self.purpose)
        version = request.GET.get("version", "")
        older = ConsentText.objects.filter(purpose=self.purpose)
        shown = older.filter(version=int(version)).first() if version.isdecimal() and len(version) < 6 else text
        return self.respond(
            request,
            title=title,
            description=str(_("本站的%(title)s全文。")) % {"title": title},
            crumbs=[Crumb(title, f"/{self.purpose}/")],
            robots="noindex, follow" if version else "",
            text=shown,
            sections=sections(shown.text) if shown else [],
        )


def sections(text: str) -> list[dict]:
    """Return a text as headings (lines that begin with ``## ``) with what stands below each."""
    found: list[dict] = [{"heading": "", "lines": []}]
    for line in text.splitlines():
        if line.startswith("## "):
            found.append({"heading": line[3:].strip(), "lines": []})
        else:
            found[-1]["lines"].append(line)
    return [
        {"heading": part["heading"], "text": "\n".join(part["lines"]).strip()} for part in found if part["heading"] or any(part["lines"])
    ]


class AgreeView(LoginRequiredMixin, FormPage):
    """Asks for agreement to a new version before one's own pages open."""

    form_class = AgreeForm
    title = _("协议已更新")
    lead = _("请阅读新的文本。同意后继续；不同意的，仍可浏览全站公开内容，也可以注销账号。")
    submit_label = _("同意并继续")

    def get_context_data(self, **kwargs):
        return super().get_context_data(terms=True, due=terms_due(self.request.user), **kwargs)

    def links(self):
        return [Crumb(_("退出登录"), reverse("account_logout")), Crumb(_("注销账号"), reverse("accounts:data-close"))]

    def perform(self, form):
        agree_to_terms(self.request.user)
        gate = self.request.session.get("gate", {})
        self.request.session["gate"] = {**gate, "terms": False}
        audit.record("accounts.terms_agreed", self.request.user, actor=self.request.user)
        return wanted_next(self.request, reverse("accounts:my"))


class ClosedView(View):
    """Says that the account is closed."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        """Show it."""
        values = frame(request, _("账号已注销"), _("您的资料已经删除或匿名。感谢您使用本站。"))
        return TemplateResponse(request, "pages/accounts/note.html", values)
