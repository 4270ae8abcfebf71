"""What firms declare, and how it stands."""

from django.utils.translation import gettext_lazy as _

from portal.enterprises.policies import verified_enterprises
from portal.my.organisations import ForOrganisationMixin
from portal.my.views.forms import ServiceFormView
from portal.my.views.pages import MyListView, MyRecordView
from portal.policy_calls.forms import DeclarationForm, PapersForm
from portal.policy_calls.models import Declaration, Paper, PolicyCall
from portal.policy_calls.services import State, complete, declare
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_DECLARATIONS = Crumb(_("我的政策申报"), "/my/declarations/")
WAY = (MY, MY_DECLARATIONS)


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for whose firms have declared."""
    return [MY_DECLARATIONS] if Declaration.objects.owned_by(user).exists() else []


class DeclareView(ForOrganisationMixin, ServiceFormView):
    """Declares for a firm with the centre's help."""

    model = PolicyCall
    form_class = DeclarationForm
    organisations = staticmethod(verified_enterprises)
    members_only = _("只有已核验企业的成员可以在线申报。请先在“我的企业”登记企业、提交证照，或者按通知里的办法自己申报。")
    lead = _("中心帮您核对材料、报送受理单位，每一步都会通知您。手头没有的材料可以以后补交。")
    submit_label = _("提交申报")
    consent_purpose = Declaration.purpose

    def get_queryset(self):
        return PolicyCall.objects.visible()

    def get_title(self):
        return _("我要申报：%(name)s") % {"name": self.object}

    def get_crumbs(self):
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def refusal(self):
        return super().refusal() if self.object.is_open else str(_("这个申报还没有开始，或者已经截止。"))

    def get_initial(self):
        return {"name": self.request.user.get_full_name(), "phone": self.request.user.phone}

    def get_form_kwargs(self):
        label = _("我同意把联系人、手机号码和申报材料交给县电子商务公共服务中心和受理单位，只用于这次申报")
        return {**super().get_form_kwargs(), "call": self.object, "consent_label": label}

    def perform(self, form):
        said = form.cleaned_data
        contact = {"contact": said["name"], "phone": said["phone"], "note": said["note"]}
        made = declare(self.object, self.request.user, enterprise=said["enterprise"], papers=form.papers(), **contact)
        return made.get_owner_url()


class MyDeclarations(MyListView):
    """What my firms have declared."""

    model = Declaration
    template_name = "pages/policy_calls/my.html"
    title = MY_DECLARATIONS.title

    def get_queryset(self):
        return super().get_queryset().select_related("call", "enterprise")


class MyDeclaration(MyRecordView):
    """One declaration: how it stands, what the centre says, the papers."""

    model = Declaration
    template_name = "pages/policy_calls/declaration.html"
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("call", "enterprise")

    def get_title(self):
        return str(self.object.call)

    def get_context_data(self, **kwargs):
        state = self.object.state
        own = {"papers": self.object.papers.defer("token"), "may_complete": state == State.INCOMPLETE}
        return super().get_context_data(**own, may_withdraw=state in {State.SENT, State.CHECKED, State.INCOMPLETE}, **kwargs)


class CompleteView(ServiceFormView):
    """Sends what was missing."""

    model = Declaration
    form_class = PapersForm
    title = _("补交材料")
    submit_label = _("提交材料")
    crumbs = WAY

    def get_queryset(self):
        return super().get_queryset().select_related("call")

    def get_lead(self):
        return self.object.reply

    def refusal(self):
        return "" if self.object.state == State.INCOMPLETE else str(_("这份申报现在不需要补交材料。"))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "call": self.object.call}

    def perform(self, form):
        return complete(self.object, self.request.user, papers=form.papers()).get_owner_url()


class PaperView(MyRecordView):
    """One paper of a declaration of my firm."""

    model = Paper

    def get_queryset(self):
        return Paper.objects.filter(declaration__in=Declaration.objects.owned_by(self.request.user))

    def get(self, request, *args, **kwargs):
        """Hand it out."""
        return self.object.download()
