"""The register of a session, for staff: who came, results and certificates."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from portal.enrolment import admin_views
from portal.training.forms import RevokeForm, SessionRegisterForm
from portal.training.models import Certificate
from portal.training.services import assess, certify, revoke


class RegisterView(admin_views.RegisterView):
    """Attendance day by day, results and certificates of a session."""

    template_name = "training/admin/register.html"
    heading = _("签到与考核：%(name)s")
    form_class = SessionRegisterForm

    def get_context_data(self, **kwargs):
        certificates = Certificate.objects.filter(enrolment__offer=self.offer).select_related("enrolment").order_by("enrolment__pk")
        return super().get_context_data(certificates=certificates, **kwargs)

    def post(self, request, *args, **kwargs):
        """Note attendance and results, or give certificates."""
        if "certify" in request.POST:
            self.said(lambda: certify(self.offer, actor=request.user), str(_("已颁发 %(number)s 张证书。")))
            return redirect(request.get_full_path())
        return super().post(request, *args, **kwargs)

    @transaction.atomic
    def note(self, form):
        """Note who came and who passed: all of it, or nothing."""
        super().note(form)
        assess(self.offer, form.results(), actor=self.request.user)


class RevokeView(admin_views.OfRegister, admin_views.OfferScreen):
    """Takes one certificate back, with the reason that its holder reads."""

    template_name = "training/admin/revoke.html"
    page_title = _("撤销证书")

    def certificate(self) -> Certificate:
        """Return the certificate of the address."""
        return get_object_or_404(
            Certificate.objects.select_related("enrolment__offer"), number=self.kwargs["number"], enrolment__offer=self.offer
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"certificate": self.certificate(), "form": RevokeForm(), **kwargs})

    def post(self, request, *args, **kwargs):
        """Revoke it."""
        form = RevokeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.said(lambda: revoke(self.certificate(), form.cleaned_data["reason"], actor=request.user), str(_("已撤销。")))
        return redirect(self.address_of("register"))
