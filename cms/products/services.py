"""What is worked out from products."""

from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from cms.products.models import Certificate, ProductPage

# Renewal of the green-food mark is applied for three months before the end (绿色食品标志管理办法 art. 18); a month more to prepare it.
ALERT_DAYS = 120


def products_to_renew(today: date):
    """Return the public products with a certificate that has ended or ends within ``ALERT_DAYS``, the soonest first.

    ``ends_on`` is the earliest last day of each (R-SHOW-6).
    """
    ending = Certificate.objects.filter(page=OuterRef("pk"), valid_until__isnull=False).order_by("valid_until")
    rows = ProductPage.objects.live().annotate(ends_on=Subquery(ending.values("valid_until")[:1]))
    return rows.filter(ends_on__lte=today + timedelta(days=ALERT_DAYS)).defer("body").order_by("ends_on", "pk")
