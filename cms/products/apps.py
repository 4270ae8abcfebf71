from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsProductsConfig(AppConfig):
    name = "cms.products"
    label = "products"
    verbose_name = _("产品与品牌")

    def ready(self):
        from cms.core.channel_links import page_channel_links
        from portal.core.cache import watch
        from portal.links.registry import register_links

        watch(self.get_model("ProductCategory"))
        register_links("products", lambda: page_channel_links(self.get_model("ProductChannel"), "producer"))
