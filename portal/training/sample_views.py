"""Phone samples for staff: drawn, called, summed up, printed."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from portal.core.transitions import TransitionError
from portal.moderation.admin_views.base import ModerationView
from portal.training.forms import CallForm, DrawForm
from portal.training.models import Sample
from portal.training.samples import calls_of, draw, may_call, may_draw, note_call, summary
from portal.web.papers import paper

SAMPLES = ("training_samples", gettext_lazy("电话抽查"))
MAY_SEE_SAMPLES = "training.view_sample"
# Newest drawings on the page.
MAX_SAMPLES = 50


class SamplesView(ModerationView):
    """All drawings, and the form that makes one."""

    once = True
    template_name = "training/admin/samples.html"
    page_title = SAMPLES[1]
    permission = MAY_SEE_SAMPLES
    header_icon = "mobile-alt"

    def get_context_data(self, **kwargs):
        samples = Sample.objects.select_related("drawn_by").annotate(called=Count("calls", filter=~Q(calls__result="")))[:MAX_SAMPLES]
        form = DrawForm() if may_draw(self.request.user) else None
        return super().get_context_data(**{"samples": samples, "form": form, **kwargs})

    def post(self, request):
        """Draw."""
        form = DrawForm(request.POST)
        if form.is_valid():
            try:
                sample = draw(**form.cleaned_data, actor=request.user)
            except TransitionError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("已抽取 %(number)s 人。") % {"number": sample.size})
                return redirect("training_sample", sample.pk)
        return self.render_to_response(self.get_context_data(form=form))


class OfSample(ModerationView):
    """Something about one sample, for those who may see its phones."""

    parent = SAMPLES
    header_icon = "mobile-alt"

    def may_enter(self, user) -> bool:
        return may_call(user)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.sample = get_object_or_404(Sample, pk=kwargs["pk"])

    @property
    def page_title(self):
        return str(self.sample)


class SampleView(OfSample):
    """Who was drawn, with phone and result; each look is noted."""

    template_name = "training/admin/sample.html"

    def get_context_data(self, **kwargs):
        rows = calls_of(self.sample, self.request.user)
        return super().get_context_data(sample=self.sample, rows=rows, summary=summary(self.sample), **kwargs)


class SampleSheetView(OfSample):
    """The list on paper, with room to write."""

    def get(self, request, *args, **kwargs):
        """Draw it."""
        rows = [row for row in calls_of(self.sample, request.user) if row.place]
        return paper(request, "papers/training/sample.html", {"sample": self.sample, "rows": rows}, str(self.sample))


class CallView(OfSample):
    """The form for one call."""

    template_name = "training/admin/call.html"

    def call(self):
        """Return the call of the address."""
        return get_object_or_404(self.sample.calls, order=self.kwargs["order"])

    def get_context_data(self, **kwargs):
        call = self.call()
        return super().get_context_data(**{"sample": self.sample, "call": call, "form": CallForm(instance=call), **kwargs})

    def post(self, request, pk, order):
        """Note it."""
        call = self.call()
        form = CallForm(request.POST)
        if form.is_valid():
            try:
                note_call(call, **form.cleaned_data, actor=request.user)
            except TransitionError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("已登记。"))
                return redirect("training_sample", pk)
        return self.render_to_response(self.get_context_data(call=call, form=form))
