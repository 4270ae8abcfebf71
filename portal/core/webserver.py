"""The web server part: gunicorn, configured from Django's settings instead of a file of its own."""

import gc

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication


class PortalServer(BaseApplication):
    """Serves ``portal.wsgi``. The application is loaded before the workers fork, which starts faster and shares its memory."""

    def load_config(self) -> None:
        scratch = settings.DATA_DIR / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        values = {
            "bind": f"{settings.SERVE['bind']}:{settings.SERVE['port']}",
            "workers": settings.SERVE["workers"],
            "worker_class": "gthread",
            "threads": settings.SERVE["threads"],
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
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
