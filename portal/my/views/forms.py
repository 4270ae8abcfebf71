"""Forms of people who take part."""

from typing import Any

from django.utils.functional import Promise

from portal.core.consents import ConsentText
from portal.core.models import PublishableRecord
from portal.core.transitions import TransitionError
from portal.moderation.submission import CHANGED
from portal.my.files import files_with_kept, forget_files, keep_files, show_kept
from portal.my.newer import show_newer
from portal.my.views.pages import MyPage, OwnRecordMixin
from portal.web.frame import FormPage
from portal.web.kept import kept_data, kept_of


class FilesKept:
    """Stands before a form whose files are kept while it comes back with errors."""

    request: Any

    def get_form_kwargs(self):
        """Return what the form gets, with files that were chosen before."""
        kwargs = super().get_form_kwargs()
        return {**kwargs, "files": files_with_kept(self.request)} if self.request.method == "POST" else kwargs

    def get_form(self, form_class=None):
        """Return the form, which names the files that are kept."""
        form = super().get_form(form_class)
        kept = kept_of(self.request)
        if kept:
            show_kept(form, kept.files)
        return form

    def form_invalid(self, form):
        """Keep the chosen files and show what is wrong."""
        keep_files(self.request, form)
        return super().form_invalid(form)

    def form_valid(self, form):
        """Forget the kept files once the form is carried out."""
        response = super().form_valid(form)
        if form.is_valid():
            forget_files(self.request)
        return response


class ServiceFormView(FilesKept, OwnRecordMixin, MyPage, FormPage):
    """A page that is one form, which a service carries out.

    ``model`` names whose record of the address it is about, if it is about one; ``consent_purpose`` the consent whose text stands above
    the form. Where a service does it alone, ``service`` names it: it gets the record, the person and what the form holds beside
    ``agree``; the owner's page of what it returns comes next, or of the record.
    """

    http_method_names = ["get", "head", "post", "options"]
    template_name = "pages/my/form.html"
    consent_purpose = ""

    @staticmethod
    def service(*args: Any, **said: Any) -> Any:
        """Do alone what the form asks, if a subclass says so."""
        raise NotImplementedError

    def prepare(self):
        self.object = self.get_object() if self.model or self.queryset is not None else None

    def perform(self, form):
        said = {name: value for name, value in form.cleaned_data.items() if name != "agree"}
        made = self.service(self.object, self.request.user, **said)
        return (made or self.object).get_owner_url()

    def refusal(self) -> str:
        """Return why this person cannot use the form at all, if so."""
        return ""

    def get_context_data(self, **kwargs):
        consent = ConsentText.current(self.consent_purpose) if self.consent_purpose else None
        return super().get_context_data(**{"refusal": self.refusal(), "consent": consent, **kwargs})


class RecordFormView(ServiceFormView):
    """The form of one record that is published after a review: a new one, or the newest text of one that the person owns."""

    model: type[PublishableRecord]
    # The heading where there is a record already.
    edit_title: str | Promise = ""
    newest_revision: int | None = None

    def get_title(self):
        return (self.object.pk and self.edit_title) or self.title

    def prepare(self):
        self.object = self.newest_text(self.get_object()) if "pk" in self.kwargs else self.new_record()

    def new_record(self):
        """Return the record that an empty form fills."""
        return self.model()

    def newest_text(self, stored):
        """Return the record as its newest revision has it."""
        return stored.get_latest_revision_as_object() if stored.latest_revision_id else stored

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.object}

    def seen_revision(self) -> int | None:
        """Return the key of the revision that the form showed; a form that does not say counts as drawn now."""
        sent = (kept_data(self.request) or self.request.POST).get("seen_revision", str(self.object.latest_revision_id or ""))
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
        stored = self.get_object()
        self.newest_revision = stored.latest_revision_id
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in {"data", "files"}}
        show_newer(form, self.get_form_class()(**{**kwargs, "instance": self.newest_text(stored)}))

    def submit(self, form) -> None:
        """Hand the filled record in, by ``service``: it gets the record, the person and ``seen_revision``.

        Raises:
            TransitionError: it may not be done.
        """
        self.service(form.instance, self.request.user, seen_revision=self.seen_revision())

    def get_success_url(self):
        return self.object.get_owner_url()
