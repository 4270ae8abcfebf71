"""The pages of people who keep an entry of a provider or station; the public sees the old text until somebody has approved the new."""

from itertools import chain

from django.utils.translation import gettext_lazy as _

from portal.catalogues.forms.entries import ApplicationForm, ProviderForm, StationForm
from portal.catalogues.models import Provider, Station
from portal.catalogues.services import apply_as_provider, has_applied
from portal.enterprises.policies import verified_enterprises
from portal.moderation.status import text_statuses
from portal.moderation.submission import submit
from portal.my.rows import RowsFormView
from portal.my.views.forms import RecordFormView
from portal.my.views.pages import MyDetailView
from portal.web.frame import MY
from portal.web.meta import Crumb

MY_ENTRIES = Crumb(_("我的网点和服务"), "/my/entries/")
WAY = (MY, MY_ENTRIES)


def overview(user) -> list[Crumb]:
    """Return the way on from the overview for who keeps an entry."""
    kept = (model.objects.owned_by(user).exists() for model in (Station, Provider))
    return [MY_ENTRIES] if any(kept) else []


class MyEntries(MyDetailView):
    """The entries I keep, with where their newest texts stand."""

    template_name = "pages/catalogues/my_entries.html"
    title = MY_ENTRIES.title
    lead = _("修改电话、服务时间、介绍和图片；提交后先审核再公开。")

    def get_context_data(self, **kwargs):
        return super().get_context_data(entries=list(chain.from_iterable(map(self._kept, (Station, Provider)))), **kwargs)

    def _kept(self, model) -> list[tuple]:
        rows = list(model.objects.owned_by(self.request.user).order_by("pk"))
        statuses = text_statuses(rows, self.request.user)
        shown = set(model.objects.visible().filter(pk__in=statuses).values_list("pk", flat=True))
        return [(row, statuses[row.pk], row.pk in shown) for row in rows]


class EntryFormMixin:
    """Hands the newest text of an entry in for review."""

    lead = _("提交后先审核再公开；审核期间，公众看到的仍是原来的内容。")
    submit_label = _("提交审核")
    crumbs = WAY

    def get_title(self):
        """Return the heading."""
        return str(self.object)

    def submit(self, form):
        """Hand it in; see :func:`portal.moderation.submission.submit`."""
        draft = form.draft(self.request.user)
        submit(draft, self.request.user, seen_revision=self.seen_revision(), action="catalogues.entry_submitted")


class EditStation(EntryFormMixin, RecordFormView):
    """Edits a station."""

    model = Station
    form_class = StationForm


class ApplyAsProvider(RowsFormView):
    """Applies for a place in the directory of providers."""

    model = Provider
    form_class = ApplicationForm
    title = _("申请成为服务商")
    lead = _("填写介绍、服务内容和价格，上传营业执照。中心审核同意后，在服务商名录里公开。")
    submit_label = _("提交申请")
    crumbs = WAY

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "enterprises": verified_enterprises(self.request.user)}

    def refusal(self):
        waits = _("您已有一份申请正在办理，有结果后再提交新的。可以在“我的网点和服务”里查看和修改。")
        return str(waits) if has_applied(self.request.user) else ""

    def submit(self, form):
        """Hand the application in."""
        apply_as_provider(form.draft(self.request.user), self.request.user, form.cleaned_data["licence"])


class EditProvider(EntryFormMixin, RowsFormView):
    """Edits a provider with its prices."""

    model = Provider
    form_class = ProviderForm
