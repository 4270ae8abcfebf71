"""Files chosen in a form that comes back: kept until it gets through, named in the form, droppable."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from portal.core.encryption import cipher
from portal.moderation.uploads import check_document, check_picture
from portal.my.models import KeptFile, KeptForm

KEPT = timedelta(hours=1)
# Of one person at the same time, and of one form whose author is not known; the oldest goes.
MAX_FILES = 20
# How many of the largest uploads may wait together for people who have not signed in again.
MAX_WAITING = 20
PREFIX, DROP = "kept-", "drop-kept-"


def files_with_kept(request):
    """Return what was uploaded, and in fields with no new file what was chosen before and not dropped."""
    files = request.FILES.copy()
    for name, row in rows_of(request, request.POST).items():
        if name not in files:
            content = cipher().decrypt(row.file.read())
            files[name] = SimpleUploadedFile(row.name, content, row.content_type)
            row.file.close()
    return files


def keep_files(request, form) -> None:
    """Keep the files of a form that comes back, except those that are themselves wrong, and let its fields show them.

    Args:
        form: the bound form; its errors tell which files may be kept. The template finds the row at ``field.kept``.

    Of somebody without an account only what there is room for is kept; its token in the form is all that finds it.
    """
    before, user = rows_of(request, request.POST), _known(request)
    for name, bound in file_fields(form).items():
        upload = request.FILES.get(name)
        if bound.errors or (upload is None and name not in before):
            continue
        if upload is None:
            bound.field.kept = before[name]
        elif upload.size <= _room(user, 0):
            bound.field.kept = _keep(request, name, upload, user=user)


def keep_unread(request, user, form: KeptForm | None = None) -> dict[str, KeptFile]:
    """Keep the files of a form that no view has read; of each only the cheap checks are known to be passed.

    Args:
        user: whose they are, or nobody, if that is not known.
        form: what was typed with them; its token finds them while nobody is known.

    Returns:
        The rows by the names of their fields; a file that is not worth keeping, or for which there is no room, has none.
    """
    kept: dict[str, KeptFile] = {}
    for name, upload in list(request.FILES.items())[:MAX_FILES]:
        if upload.size <= _room(user, sum(row.size for row in kept.values())) and _passes(upload):
            kept[name] = _keep(request, name, upload, user=user, form=None if user else form)
    return kept


def claim(form: KeptForm, user) -> dict[str, KeptFile]:
    """Give the files of a kept form to the person who has signed in and came back for it.

    Returns:
        The rows by the names of their fields.
    """
    KeptFile.objects.filter(form=form, user=None).update(user=user)
    return {row.field: row for row in KeptFile.objects.filter(form=form, user=user, expires_at__gt=timezone.now())}


def show_kept(form, rows: Mapping[str, KeptFile]) -> None:
    """Let the fields of a form that is drawn again show their kept files."""
    for name, bound in file_fields(form).items():
        if name in rows:
            bound.field.kept = rows[name]


def file_fields(form) -> dict:
    """Return the bound file fields of a form and of its rows, by their names in the page."""
    rows = [row for formset in getattr(form, "formsets", {}).values() for row in formset.forms]
    return {bound.html_name: bound for each in (form, *rows) for bound in each.visible_fields() if isinstance(bound.field, forms.FileField)}


def forget_files(request) -> None:
    """Delete what a form that got through had kept."""
    for row in rows_of(request, request.POST, dropped=True).values():
        row.delete()


def rows_of(request, data, *, dropped: bool = False) -> dict[str, KeptFile]:
    """Return the kept files that a form names, by the names of their fields.

    Args:
        data: what the form holds.
        dropped: whether those count that the person has dropped.
    """
    tokens = {name.removeprefix(PREFIX): value for name, value in data.items() if name.startswith(PREFIX)}
    if not tokens:
        return {}
    user = _known(request)
    # What waits for somebody to sign in belongs to a form, and is not given out before that.
    theirs = {"user": user} if user else {"user": None, "form": None}
    rows = KeptFile.objects.filter(token__in=tokens.values(), path=request.path, expires_at__gt=timezone.now(), **theirs)
    found = {row.token: row for row in rows}
    wanted = {name: found[token] for name, token in tokens.items() if token in found and found[token].field == name}
    return {name: row for name, row in wanted.items() if dropped or f"{DROP}{name}" not in data}


def _known(request: HttpRequest):
    """Return who sends a form, or nothing where that is nobody with an account."""
    return request.user if hasattr(request, "user") and request.user.is_authenticated else None


def _room(user, taken: int) -> int:
    if user:
        return settings.UPLOAD_MAX_BYTES
    waiting = KeptFile.objects.filter(user=None).aggregate(size=Sum("size"))["size"] or 0
    return min(settings.UPLOAD_MAX_BYTES - taken, MAX_WAITING * settings.UPLOAD_MAX_BYTES - waiting)


def _passes(upload: UploadedFile) -> bool:
    for check in (check_picture, check_document):
        try:
            check(upload)
        except ValidationError:
            continue
        return True
    return False


def _keep(request: HttpRequest, name: str, upload: UploadedFile, *, user, form: KeptForm | None = None) -> KeptFile:
    upload.seek(0)
    if user:
        for old in KeptFile.objects.filter(user=user).order_by("-pk")[MAX_FILES - 1 :]:
            old.delete()
    row = KeptFile(
        token=secrets.token_urlsafe(32),
        user=user,
        form=form,
        path=request.path,
        field=name[:120],
        name=(upload.name or "")[-200:],
        size=upload.size or 0,
        content_type=(upload.content_type or "")[:120],
        expires_at=timezone.now() + KEPT,
    )
    row.file.save("kept", ContentFile(cipher().encrypt(upload.read())), save=False)
    row.save()
    return row


def prune() -> None:
    """Delete files that nobody came back for."""
    KeptFile.objects.filter(expires_at__lt=timezone.now()).delete()
