"""Files chosen in a form that comes back: kept until it gets through, named in the form, droppable."""

import secrets
from datetime import timedelta

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.core.encryption import cipher
from portal.my.models import KeptFile

KEPT = timedelta(hours=1)
# Of one person at the same time; the oldest goes.
MAX_FILES = 20
PREFIX, DROP = "kept-", "drop-kept-"


def files_with_kept(request):
    """Return what was uploaded, and in fields with no new file what was chosen before and not dropped."""
    files = request.FILES.copy()
    for name, row in _kept_rows(request).items():
        if name not in files:
            content = cipher().decrypt(row.file.read())
            files[name] = SimpleUploadedFile(row.name, content, row.content_type)
            row.file.close()
    return files


def keep_files(request, form) -> None:
    """Keep the files of a form that comes back, except those that are themselves wrong, and let its fields show them.

    Args:
        form: the bound form; its errors tell which files may be kept. The template finds the row at ``field.kept``.
    """
    before = _kept_rows(request)
    for name, bound in file_fields(form).items():
        upload = request.FILES.get(name)
        if bound.errors or (upload is None and name not in before):
            continue
        bound.field.kept = _keep(request, name, upload) if upload else before[name]


def file_fields(form) -> dict:
    """Return the bound file fields of a form and of its rows, by their names in the page."""
    rows = [row for formset in getattr(form, "formsets", {}).values() for row in formset.forms]
    return {bound.html_name: bound for each in (form, *rows) for bound in each.visible_fields() if isinstance(bound.field, forms.FileField)}


def forget_files(request) -> None:
    """Delete what a form that got through had kept."""
    for row in _kept_rows(request, dropped=True).values():
        row.delete()


def _kept_rows(request, *, dropped: bool = False) -> dict[str, KeptFile]:
    tokens = {name.removeprefix(PREFIX): value for name, value in request.POST.items() if name.startswith(PREFIX)}
    if not tokens:
        return {}
    rows = KeptFile.objects.filter(token__in=tokens.values(), user=request.user, path=request.path, expires_at__gt=timezone.now())
    found = {row.token: row for row in rows}
    wanted = {name: found[token] for name, token in tokens.items() if token in found and found[token].field == name}
    return {name: row for name, row in wanted.items() if dropped or f"{DROP}{name}" not in request.POST}


def _keep(request, name: str, upload) -> KeptFile:
    upload.seek(0)
    mine = KeptFile.objects.filter(user=request.user).order_by("-pk")
    for old in mine[MAX_FILES - 1 :]:
        old.delete()
    row = KeptFile(
        token=secrets.token_urlsafe(32),
        user=request.user,
        path=request.path,
        field=name[:120],
        name=upload.name[-200:],
        size=upload.size,
        content_type=(upload.content_type or "")[:120],
        expires_at=timezone.now() + KEPT,
    )
    row.file.save("kept", ContentFile(cipher().encrypt(upload.read())), save=False)
    row.save()
    return row


def prune() -> None:
    """Delete files that nobody came back for."""
    for row in KeptFile.objects.filter(expires_at__lt=timezone.now()):
        row.delete()
