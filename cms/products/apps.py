from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsProductsConfig(AppConfig):
    name = "cms.products"
    label = "products"
    verbose_name = _("产品与品牌")

    def ready(self):
        from portal.core.cache import watch

        watch(self.get_model("ProductCategory"))
