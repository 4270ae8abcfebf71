from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalMediaConfig(AppConfig):
    name = "portal.media"
    label = "media"
    verbose_name = _("图片与文件")

    def ready(self):
        from portal.media import avatars, signals

        avatars.install()
        signals.connect()
