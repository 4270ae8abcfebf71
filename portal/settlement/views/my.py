"""A person's own application, and the agreements of the person's firms."""

from django.utils.translation import gettext_lazy as _

from portal.cases.forms import WithdrawForm
from portal.core.client import client_address
from portal.enterprises.policies import verified_enterprises
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.settlement.forms import ApplicationForm, PapersForm, SalesForm
from portal.settlement.models import Agreement, Application, Paper
from portal.settlement.services.agreements import report_sales
from portal.settlement.services.applications import CONSENT, State, apply, complete, withdraw
from portal.settlement.views.public import SETTLE
from portal.web.frame import MY
from portal.web.meta import Crumb

APPLY = Crumb(_("申请入驻"), "/settle/apply/")
MY_SETTLEMENT = Crumb(_("我的入驻"), "/my/settlement/")
WAY = (MY, MY_SETTLEMENT)


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for who has applied or has settled."""
    known = Application.objects.owned_by(user).exists() or Agreement.objects.owned_by(user).exists()
    return [MY_SETTLEMENT] if known else []


class ApplyView(ServiceFormView):
    """Hands in an application, for a verified firm or for the person alone."""

    form_class = ApplicationForm
    title = APPLY.title
    crumbs = (SETTLE,)
    lead = _("填一次就行，手头没有的材料以后可以补。中心核对材料后组织评审，每一步都会通知您。")
    submit_label = _("提交申请")
    consent_purpose = CONSENT

    def refusal(self):
        standing = Application.objects.owned_by(self.request.user).still_open().exists()
        return str(_("您有一份入驻申请正在办理，请在“我的入驻”里查看。")) if standing else ""

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def get_form_kwargs(self):
        label = _("我同意把上面的内容和材料交给县电子商务公共服务中心和评定小组，只用于这次入驻")
        return {**super().get_form_kwargs(), "consent_label": label, "organisations": verified_enterprises(self.request.user)}

    def perform(self, form):
        said = {name: form.cleaned_data.get(name) for name in form.Meta.fields}
        contact = {"name": form.cleaned_data["name"], "phone": form.cleaned_data["phone"]}
        address = client_address(self.request)
        return apply(self.request.user, address=address, team=form.team(), papers=form.papers(), **contact, **said).get_owner_url()


class MySettlement(MyListView):
    """What I have applied for, and the agreements of my firms."""

    model = Application
    template_name = "pages/settlement/my.html"
    title = MY_SETTLEMENT.title

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise")

    def get_context_data(self, **kwargs):
        agreements = Agreement.objects.owned_by(self.request.user).select_related("enterprise", "application", "room")
        return super().get_context_data(agreements=agreements[: self.max_rows], links=[APPLY, SETTLE], **kwargs)


class MyApplication(MyRecordView):
    """One application: how it stands, what was answered, the papers."""

    model = Application
    template_name = "pages/settlement/application.html"
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise")

    def get_title(self):
        return _("入驻申请 %(number)s") % {"number": self.object.number}

    def get_context_data(self, **kwargs):
        case = self.object
        return super().get_context_data(
            replies=[reply for reply in case.replies.all() if reply.text],
            papers=case.papers.defer("token"),
            team=case.team.all(),
            may_complete=case.state == State.MISSING,
            **kwargs,
        )


class CompleteView(ServiceFormView):
    """Sends what was missing."""

    model = Application
    form_class = PapersForm
    title = _("补交材料")
    submit_label = _("提交材料")
    crumbs = WAY

    def get_lead(self):
        last = self.object.replies.exclude(text="").last()
        return last.text if last else ""

    def refusal(self):
        return "" if self.object.state == State.MISSING else str(_("这份申请现在不需要补交材料。"))

    def perform(self, form):
        return complete(self.object, self.request.user, papers=form.papers()).get_owner_url()


class WithdrawView(ServiceFormView):
    """Takes an application back."""

    model = Application
    form_class = WithdrawForm
    service = staticmethod(withdraw)
    title = _("撤回入驻申请")
    lead = _("撤回后，姓名、电话、所写的内容和材料立即清除，只留编号和办理过程。")
    submit_label = _("撤回")
    crumbs = WAY

    def refusal(self):
        return "" if self.object.is_open else str(_("这份申请已经办结，不能撤回。"))


class PaperView(MyRecordView):
    """One paper of an application of my own."""

    model = Paper

    def get_queryset(self):
        return Paper.objects.filter(application__in=Application.objects.owned_by(self.request.user))

    def get(self, request, *args, **kwargs):
        """Hand it out."""
        return self.object.download()


class MyAgreement(MyRecordView):
    """One agreement: room, years, deposit, what was reported."""

    model = Agreement
    template_name = "pages/settlement/agreement.html"
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("enterprise", "application", "room").prefetch_related("reports", "periods")

    def get_title(self):
        return _("入驻协议：%(holder)s") % {"holder": self.object.holder}

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_report=bool(self.object.years_over()), owed=self.object.years_to_report(), **kwargs)


class SalesView(ServiceFormView):
    """Reports what was sold in a year that is over."""

    model = Agreement
    form_class = SalesForm
    title = _("上报年度销售额")
    lead = _("每满一年报一次，用来核定这一年免不免房租。")
    submit_label = _("上报")
    crumbs = WAY

    def refusal(self):
        return "" if self.object.years_over() else str(_("入驻满一年以后才上报。"))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "years": self.object.years_over()}

    def perform(self, form):
        report_sales(self.object, self.request.user, **form.cleaned_data)
        return self.object.get_owner_url()
