"""What somebody else has saved while a form was filled in, beside what was typed, so that its author can decide."""

from django import forms
from django.utils.translation import gettext as _


def show_newer(form, newer) -> None:
    """Put the newer text beside each field in which it differs from what was typed; rows of a formset are compared as a whole.

    Args:
        form: the bound form.
        newer: an unbound form of the newest text. The template finds its words at ``field.newer`` and, for rows, at ``formset.newer``.
    """
    _mark_fields(form, newer)
    for name, formset in getattr(form, "formsets", {}).items():
        theirs = [_row(row) for row in newer.formsets[name].forms]
        mine = [_row(row) for row in formset.forms if row not in formset.deleted_forms]
        formset.newer = None if mine == theirs else [row for row in theirs if row] or [_("（没有填写）")]


def _mark_fields(form, newer) -> None:
    for bound in form.visible_fields():
        if bound.name not in newer.fields or isinstance(bound.field, forms.FileField):
            continue
        mine, theirs = shown_value(bound), shown_value(newer[bound.name])
        bound.field.newer = None if mine == theirs else theirs or _("（没有填写）")


def _row(form) -> str:
    fields = [bound for bound in form.visible_fields() if bound.name != "DELETE" and not isinstance(bound.field, forms.FileField)]
    return "，".join(filter(None, (shown_value(bound) for bound in fields)))


def shown_value(bound) -> str:
    """Return what a field holds, in words that a person reads."""
    value = bound.value()
    if isinstance(bound.field, forms.BooleanField):
        return _("是") if value in {True, "on", "True", "1"} else _("否")
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        known = {str(key): str(label) for key, label in choices}
        chosen = value if isinstance(value, list | tuple) else [value]
        return "、".join(known[str(one)] for one in chosen if one not in {None, ""} and str(one) in known)
    if value in (None, ""):
        return ""
    text = value if isinstance(value, str) else bound.field.widget.format_value(value)
    return str(text or "").replace("\r\n", "\n").strip()
