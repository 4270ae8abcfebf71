"""The enterprise directory in the admin menu."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.enterprises.viewsets import EnterpriseViewSet, IndustryClassViewSet

register_snippet(EnterpriseViewSet)


@hooks.register("register_admin_viewset")
def industry_classes():
    """Register the industry classes under the settings menu."""
    return IndustryClassViewSet("industry_classes", add_to_settings_menu=True, menu_order=620)
