"""Forms of people who take part."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from portal.accounts.views.frame import wanted_next
from portal.core.consents import ConsentText
from portal.core.models import PublishableRecord
from portal.core.transitions import TransitionError
from portal.moderation.submission import CHANGED
from portal.my.files import files_with_kept, forget_files, keep_files, show_kept
from portal.my.newer import show_newer
from portal.my.views.pages import MyPage
from portal.web.kept import kept_data, kept_of
from portal.web.meta import Crumb
from portal.web.once import note_result


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ServiceFormView(MyPage, FormView):
    """A page that is one form, which a service carries out; a refusal by the rules is said above it and what was typed stays.

    ``consent_purpose`` names the consent whose text stands above the form.
    """

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/my/form.html"
    submit_label = _("确定")
    consent_purpose = ""

    def perform(self, form) -> str:
        """Do what the form asks and return the path to go on to.

        Raises:
            TransitionError: it may not be done.
            PermissionDenied: nor this, with words for the person who asked.
        """
        raise NotImplementedError

    def refusal(self) -> str:
        """Return why this person cannot use the form at all, if so."""
        return ""

    def links(self) -> list[Crumb]:
        """Return the other ways, below the form."""
        return []

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.request.method == "POST":
            return {**kwargs, "files": files_with_kept(self.request)}
        kept = kept_data(self.request)
        return {**kwargs, "data": kept} if kept else kwargs

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        kept = kept_of(self.request)
        if kept:
            show_kept(form, kept.files)
        return form

    def form_invalid(self, form):
        keep_files(self.request, form)
        return super().form_invalid(form)

    def form_valid(self, form):
        try:
            url = self.perform(form)
        except TransitionError as error:
            form.add_error(None, error)
        except PermissionDenied as error:
            if not str(error):
                raise
            form.add_error(None, str(error))
        else:
            note_result(self.request, url)
            forget_files(self.request)
            return HttpResponseRedirect(url)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        context = {
            "submit_label": self.submit_label,
            "links": self.links(),
            "next": wanted_next(self.request),
            "kept": kept_of(self.request),
            "refusal": self.refusal(),
            "consent": ConsentText.current(self.consent_purpose) if self.consent_purpose else None,
        }
        return super().get_context_data(**{**context, **kwargs})


class RecordFormView(ServiceFormView):
    """The form of one record that is published after a review: a new one, or the newest text of one that the person owns."""

    model: type[PublishableRecord]
    record: PublishableRecord
    newest_revision: int | None = None

    def prepare(self):
        self.record = self.newest_text(self.get_stored()) if "pk" in self.kwargs else self.new_record()

    def get_stored(self):
        """Return the record as the database has it.

        Raises:
            Http404: there is none that the person owns.
        """
        return get_object_or_404(self.model._default_manager.owned_by(self.request.user), pk=self.kwargs["pk"])

    def new_record(self):
        """Return the record that an empty form fills."""
        return self.model()

    def newest_text(self, stored):
        """Return the record as its newest revision has it."""
        return stored.get_latest_revision_as_object() if stored.latest_revision_id else stored

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.record}

    def seen_revision(self) -> int | None:
        """Return the key of the revision that the form showed; a form that does not say counts as drawn now."""
        sent = (kept_data(self.request) or self.request.POST).get("seen_revision", str(self.record.latest_revision_id or ""))
        return int(sent) if sent.isdecimal() else None

    def get_context_data(self, **kwargs):
        newest = self.newest_revision
        return super().get_context_data(**{"seen_revision": newest or self.seen_revision() or "", "conflict": newest is not None, **kwargs})

    def perform(self, form):
        try:
            self.submit(form)
        except TransitionError as error:
            if error.code == CHANGED:
                self.show_newer(form)
            raise
        return self.get_success_url()

    def show_newer(self, form) -> None:
        """Show the newest text beside what was typed; the form replaces it if it is sent again."""
        stored = self.get_stored()
        self.newest_revision = stored.latest_revision_id
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in {"data", "files"}}
        show_newer(form, self.get_form_class()(**{**kwargs, "instance": self.newest_text(stored)}))

    def submit(self, form) -> None:
        """Hand the filled record in, by a service of the domain.

        Raises:
            TransitionError: it may not be done.
        """
        raise NotImplementedError

    def get_success_url(self):
        return self.record.get_owner_url()
