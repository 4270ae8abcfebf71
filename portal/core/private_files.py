"""Files that no web server may give away: papers and pictures that only their owner and staff with the right see.

They lie in a folder of their own beside the public one; a view that has asked who wants them hands them out with :func:`private_response`.
"""

from pathlib import PurePath
from typing import Any, Self, TypeVar

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from portal.core.durable_files import DurableStorage
from portal.core.encryption import cipher

Response = TypeVar("Response", bound=HttpResponseBase)


@deconstructible
class PrivateStorage(DurableStorage):
    """Files below ``PRIVATE_ROOT``; they have no address."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        """The folder, as the settings have it now."""
        return settings.PRIVATE_ROOT

    @property
    def location(self):
        """The folder's full path."""
        return str(settings.PRIVATE_ROOT)

    def url(self, name):
        raise ValueError("private files have no address")


def private(response: Response) -> Response:
    """Return a response that nobody between here and the reader keeps."""
    response["Cache-Control"] = "private, no-store"
    return response


def private_response(file, content_type: str, file_name: str = "") -> FileResponse:
    """Return an answer with a private file that nobody between here and the reader keeps, and that runs nothing.

    Args:
        file: a Django file.
        content_type: what it was found to be when it was taken in.
        file_name: offers it as a download under this name; without one it is shown.
    """
    response = FileResponse(file.open("rb"), content_type=content_type, as_attachment=bool(file_name), filename=file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return private(response)


class EncryptedFile(models.Model):
    """A file that a person uploaded, as a Fernet token in the database (ADR 9).

    It is deleted in the same transaction as what it belongs to, and no folder, index or web server ever holds it.
    """

    name = models.CharField(_("文件名"), max_length=200)
    content_type = models.CharField(_("类型"), max_length=100)
    token = models.BinaryField(_("内容"), editable=False)
    created_at = models.DateTimeField(_("上传时间"), default=timezone.now)

    class Meta:
        abstract = True
        verbose_name = _("加密文件")
        verbose_name_plural = _("加密文件")

    def __str__(self):
        return self.name

    @classmethod
    def keep(cls, name: str, content_type: str, content: bytes, **belongs_to) -> Self:
        """Store a file and return its row; ``belongs_to`` are the columns of a subclass that say with what."""
        return cls._default_manager.create(name=name[:200], content_type=content_type, token=cipher().encrypt(content), **belongs_to)

    @classmethod
    def keep_paper(cls, what: str, file: Any, **belongs_to) -> Self:
        """Store a paper, called what it is: its own name may say whose it is.

        Args:
            what: what it is, such as the name of a material.
            file: as the gate let it in.
            belongs_to: as of :meth:`keep`.
        """
        return cls.keep(f"{what}{PurePath(file.name or '').suffix}", file.content_type, file.content, **belongs_to)

    def content(self) -> bytes:
        """Return the file as it was uploaded."""
        return cipher().decrypt(bytes(self.token))

    def copy(self) -> Self:
        """Return a copy with a life of its own."""
        return type(self)._default_manager.create(name=self.name, content_type=self.content_type, token=self.token)

    def download(self) -> FileResponse:
        """Return the file as a download under its own name; see :func:`private_response`."""
        return private_response(ContentFile(self.content()), self.content_type, self.name)
