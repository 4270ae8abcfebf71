"""The admin screens of product categories."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from cms.products.models import ProductCategory


class ProductCategoryViewSet(ModelViewSet):
    """Product categories."""

    model = ProductCategory
    icon = "tag"
    menu_label = _("产品分类")
    form_fields = ["name", "slug", "product_class", "order"]
    list_display = ["name", "product_class", "order"]
    copy_view_enabled = False
    inspect_view_enabled = False
