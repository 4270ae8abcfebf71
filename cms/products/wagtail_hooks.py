"""Product categories under the settings menu."""

from wagtail import hooks

from cms.products.viewsets import ProductCategoryViewSet


@hooks.register("register_admin_viewset")
def product_categories():
    """Register the product categories."""
    return ProductCategoryViewSet("product_categories", add_to_settings_menu=True, menu_order=630)
