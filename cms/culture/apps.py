from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsCultureConfig(AppConfig):
    name = "cms.culture"
    label = "culture"
    verbose_name = _("文化")
