"""Forms of a record with rows of other kinds below it, made for a phone: one row below the other instead of pop-ups, no script needed."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet, ClusterForm

from portal.my.views.forms import RecordFormView
from portal.web.forms import PlainFields
from portal.web.kept import kept_of


class RowFormSet(BaseChildFormSet):
    """Rows of one kind; their order is kept in hidden fields."""

    ordering_widget = forms.HiddenInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("删除这一条")


def rows_of(form: type[forms.ModelForm], most: int) -> dict:
    """Return what ``Meta.formsets`` says of one kind of rows.

    Args:
        form: the form of a row.
        most: how many rows there may be.
    """
    return {"form": form, "formset": RowFormSet, "extra": 0, "max_num": most, "validate_max": True, "fields": form._meta.fields}


class RowsForm(PlainFields, ClusterForm):
    """A record with its rows; the kinds stand in ``Meta.formsets`` (:func:`rows_of`)."""

    # Headings of the kinds of rows, in the order in which the form shows them.
    row_titles: ClassVar[dict] = {}
    # By kind, what stands in a new row before anybody has written into it: values by field, or functions that return them.
    new_rows: ClassVar[dict[str, dict]] = {}

    def sections(self) -> list[dict]:
        """Return the rows by kind, each with its heading and whether one more fits."""
        found = ((name, title, self.formsets[name]) for name, title in self.row_titles.items())
        return [{"name": name, "title": title, "formset": rows, "full": len(rows.forms) >= rows.max_num} for name, title, rows in found]

    @classmethod
    def with_one_more_row(cls, data, name: str):
        """Return a copy of what was sent with one more empty row of a kind."""
        copy, key = data.copy(), f"{name}-TOTAL_FORMS"
        if name in cls.row_titles and copy.get(key, "").isdecimal():
            number = int(copy[key][:4])
            copy[key] = str(number + 1)
            for field, value in cls.new_rows.get(name, {}).items():
                copy[f"{name}-{number}-{field}"] = str(value() if callable(value) else value)
        return copy


class RowsFormView(RecordFormView):
    """The page of a :class:`RowsForm`; its buttons "more" add a row and hand nothing in."""

    template_name = "pages/my/rows.html"

    def get_form_kwargs(self):
        kwargs, more = super().get_form_kwargs(), self.request.POST.get("more")
        return {**kwargs, "data": self.form_class.with_one_more_row(self.request.POST, more)} if more else kwargs

    def post(self, request, *args, **kwargs):
        return self.form_invalid(self.get_form()) if "more" in request.POST else super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        quiet = "more" in self.request.POST or kept_of(self.request) is not None
        return super().get_context_data(**{"quiet": quiet, "submitted": self.request.method == "POST", **kwargs})
