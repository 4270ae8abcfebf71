"""Product categories under the settings menu, and a reminder of certificates that end."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.core.reminders import ReminderPanel
from cms.products.services import ALERT_DAYS, products_to_renew
from cms.products.viewsets import ProductCategoryViewSet


@hooks.register("register_admin_viewset")
def product_categories():
    """Register the product categories."""
    return ProductCategoryViewSet("product_categories", add_to_settings_menu=True, menu_order=630)


@hooks.register("construct_homepage_panels")
def warn_of_ending_certificates(request, panels):
    """Add a reminder for editors while public products show certificates that have ended or soon will (R-SHOW-6)."""
    if not PagePermissionPolicy().user_has_permission(request.user, "change"):
        return
    today = timezone.localdate()
    links = [
        (
            _("%(title)s，有效期至 %(day)s") % {"title": product.title, "day": product.ends_on},
            reverse("wagtailadmin_pages:edit", args=[product.pk]),
        )
        for product in products_to_renew(today)
    ]
    if links:
        text = _("%(count)d 个产品有证书已到期，或在 %(days)d 天内到期，请续办后更新：") % {"count": len(links), "days": ALERT_DAYS}
        panels.append(ReminderPanel("ending_certificates", text, links))
