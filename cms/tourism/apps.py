from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsTourismConfig(AppConfig):
    name = "cms.tourism"
    label = "tourism"
    verbose_name = _("旅游")

    def ready(self):
        from cms.core.channel_links import page_channel_links
        from portal.links.registry import register_links

        register_links("tourism", lambda: page_channel_links(self.get_model("TourismChannel")))
