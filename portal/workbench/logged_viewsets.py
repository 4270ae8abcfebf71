"""Admin screens of rows without drafts whose every change stands in the audit log."""

from typing import Any

from django.db import transaction
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.core import audit


class LoggedMixin:
    """Notes a deed with a row, with what the log tells of the row before and after."""

    log_prefix = ""
    log_fields: tuple[str, ...] = ()
    request: Any

    def facts(self, row) -> dict[str, Any] | None:
        """Return what the log tells of a row, as it is stored."""
        return type(row)._default_manager.filter(pk=row.pk).values(*self.log_fields).first()

    def note(self, deed: str, row, **states) -> None:
        """Note one deed."""
        audit.record(f"{self.log_prefix}{deed}", row, actor=self.request.user, **states)


class LoggedCreateView(LoggedMixin, CreateView):
    """A new row."""

    def save_instance(self):
        """Save it and note it."""
        row = super().save_instance()
        self.note("added", row, after=self.facts(row))
        return row


class LoggedEditView(LoggedMixin, EditView):
    """A row as it is."""

    def save_instance(self):
        """Save it and note it."""
        before = self.facts(self.object)
        row = super().save_instance()
        self.note("changed", row, before=before, after=self.facts(row))
        return row


class LoggedDeleteView(LoggedMixin, DeleteView):
    """Deletes a row, which is noted."""

    @transaction.atomic
    def delete_action(self):
        """Note it and delete it, or neither."""
        self.note("deleted", self.object, before=self.facts(self.object))
        super().delete_action()


class LoggedViewSet(ModelViewSet):
    """A model's screens.

    A subclass says in ``log_prefix`` how its actions begin (``targets.``, followed by ``added``, ``changed`` or ``deleted``), and in
    ``log_fields`` which fields the log tells; never those that are encrypted.
    """

    add_view_class = LoggedCreateView
    edit_view_class = LoggedEditView
    delete_view_class = LoggedDeleteView
    copy_view_enabled = False
    log_prefix = ""
    log_fields: tuple[str, ...] = ()

    def _logged(self, kwargs: dict) -> dict:
        return {**kwargs, "log_prefix": self.log_prefix, "log_fields": self.log_fields}

    def get_add_view_kwargs(self, **kwargs):
        return self._logged(super().get_add_view_kwargs(**kwargs))

    def get_edit_view_kwargs(self, **kwargs):
        return self._logged(super().get_edit_view_kwargs(**kwargs))

    def get_delete_view_kwargs(self, **kwargs):
        return self._logged(super().get_delete_view_kwargs(**kwargs))
