"""Tables of the pages' common part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageViews(models.Model):
    """How often a page was read (R-NEWS-9); written in batches by :mod:`cms.core.view_counts`."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("页面"), primary_key=True, on_delete=models.CASCADE, related_name="views"
    )
    total = models.PositiveBigIntegerField(_("浏览次数"), default=0)

    class Meta:
        verbose_name = _("浏览次数")
        verbose_name_plural = _("浏览次数")

    def __str__(self):
        return f"{self.page_id}: {self.total}"
