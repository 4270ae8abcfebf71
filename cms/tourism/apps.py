from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsTourismConfig(AppConfig):
    name = "cms.tourism"
    label = "tourism"
    verbose_name = _("旅游")
