from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsNewsConfig(AppConfig):
    name = "cms.news"
    label = "news"
    verbose_name = _("新闻")
