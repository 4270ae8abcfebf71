from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalLearningConfig(AppConfig):
    name = "portal.learning"
    label = "learning"
    verbose_name = _("在线学习")

    def ready(self):
        from portal.core.writes import unseen
        from portal.learning.links import film_links
        from portal.links.registry import register_links

        unseen(self.get_model("Progress"))
        register_links("lessons", film_links)
