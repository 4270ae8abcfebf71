"""Room for what people send: a form whose file the disk cannot take is read to its end and answered as one that could not be saved."""

from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from portal.web.errors import will_pass


class _Cramped(HttpRequest):
    """A request that has lost a file for want of room."""

    no_room: OSError


class RoomUploadHandler(TemporaryFileUploadHandler):
    """Django's handler of large files; where there is no room it passes over the file, so that the rest of the form is read."""

    def new_file(self, *args, **kwargs):
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            raise self._noted(error) from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            raise self._noted(error) from error

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            return super().file_complete(file_size)
        except OSError as error:
            self._noted(error)
            return None

    def _noted(self, error: OSError) -> Exception:
        if not will_pass(error):
            return error
        cast(_Cramped, self.request).no_room = error
        return SkipFile()


class RoomMiddleware:
    """Gives a form that has lost a file for want of room to the page that sends it again, before any view sees half of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Refuse a form without its file.

        Raises:
            OSError: what the disk said; :func:`portal.web.errors.server_error` answers it.
        """
        if request.content_type == "multipart/form-data" and request.POST is not None and hasattr(request, "no_room"):
            raise cast(_Cramped, request).no_room
