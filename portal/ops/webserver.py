"""The web server part: gunicorn, configured from Django's settings instead of a file of its own."""

import contextlib
import gc
import socket

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from portal.web.errors import unreadable_request

# What a client can get wrong in the first lines of a request, before there is anything that Django could be asked.
_UNREADABLE = (
    errors.InvalidRequestLine,
    errors.InvalidRequestMethod,
    errors.InvalidHTTPVersion,
    errors.InvalidHeader,
    errors.InvalidHeaderName,
    errors.LimitRequestLine,
    errors.LimitRequestHeaders,
)
_APPLICATIONS_FAULT = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)
_LINGER_SECONDS = 1.0
_LINGER_BYTES = 256 * 1024


class PortalWorker(ThreadWorker):
    """Answers a request that cannot be read, such as an address of 10,000 characters, with the theme's page instead of gunicorn's."""

    def handle_error(self, req, client, addr, exc):
        if not isinstance(exc, _UNREADABLE) or isinstance(exc, _APPLICATIONS_FAULT):
            super().handle_error(req, client, addr, exc)
            return
        self.log.info("Refused a request that cannot be read: %s", type(exc).__name__)
        with contextlib.suppress(OSError):
            client.settimeout(_LINGER_SECONDS)
            client.sendall(unreadable_request())
            # To close while the client still sends would reset the connection and lose the answer.
            client.shutdown(socket.SHUT_WR)
            left = _LINGER_BYTES
            while left > 0 and (received := client.recv(8192)):
                left -= len(received)


class PortalServer(BaseApplication):
    """Serves ``portal.wsgi``. The application is loaded before the workers fork, which starts faster and shares its memory."""

    def load_config(self) -> None:
        scratch = settings.DATA_DIR / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        values = {
            "bind": f"{settings.SERVE['bind']}:{settings.SERVE['port']}",
            "workers": settings.SERVE["workers"],
            "worker_class": PortalWorker,
            "threads": settings.SERVE["threads"],
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            # The longest that gunicorn can be set to.
            "limit_request_line": 8190,
            "loglevel": settings.LOG_LEVEL.lower(),
            "worker_tmp_dir": str(scratch),
            # By default gunicorn opens a control socket in the home folder of whoever runs it.
            "control_socket_disable": True,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self):
        from portal.wsgi import application

        # Addresses are loaded at the first request otherwise, once in every worker.
        _ = get_resolver().url_patterns
        connections.close_all()
        # What exists now stays: the collector need not touch (and so copy) the memory that the workers share.
        gc.collect()
        gc.freeze()
        return application
