"""Product categories under the settings menu, and a reminder of certificates that end."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.products.services import products_to_renew
from cms.products.viewsets import ProductCategoryViewSet
from portal.workbench.tiles import Lines, Tile, add_tile, edit_url


@hooks.register("register_admin_viewset")
def product_categories():
    """Register the product categories."""
    return ProductCategoryViewSet("product_categories", add_to_settings_menu=True, menu_order=630)


# R-SHOW-6: public products show certificates that have ended or soon will.
add_tile(
    Tile(
        "ending_certificates",
        _("证书要续办的产品"),
        "",
        lambda user: PagePermissionPolicy().user_has_permission(user, "change"),
        lambda user: products_to_renew(timezone.localdate()),
        since="ends_on",
        late=lambda: Q(ends_on__lt=timezone.localdate()),
        since_text=_("%(count)d 个产品有证书已到期或快到期，最早的 %(day)s 到期，请续办后更新"),
        late_text=_("已到期 %(count)d 个"),
        lines=Lines(title="title", url=edit_url, kind="content_type"),
        order=70,
    )
)
