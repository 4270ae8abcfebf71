"""Whether this centre may take job posts of others, or only links to the county's HR site."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from portal.accounts.roles import DIRECTOR, TALENT, role_rights
from portal.core.cache import shared


@register_setting(icon="group", order=30)
@role_rights({DIRECTOR: ("change",), TALENT: ("change",)})
class TalentSettings(BaseSiteSetting):
    """The owner's answer to the question of domain.md §7: licensed or public HR body, or neither.

    Until somebody has filled it in the centre takes no posts: the stricter reading of the notice of January 2026.
    """

    takes_posts = models.BooleanField(
        _("本中心可以受理用人单位的招聘信息"),
        default=False,
        help_text=_("须为公共人力资源服务机构，或取得人力资源服务许可证。不勾选时，招聘栏目只显示县人社部门招聘网站的链接。"),
    )
    licence_number = models.CharField(
        _("人力资源服务许可证编号或机构备案号"), max_length=60, blank=True, help_text=_("在招聘栏目公开显示。")
    )
    hr_site_name = models.CharField(_("县人社部门招聘网站名称"), max_length=60, blank=True)
    hr_site_url = models.URLField(_("县人社部门招聘网站地址"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("takes_posts"), FieldPanel("licence_number")], heading=_("招聘资质")),
        MultiFieldPanel([FieldPanel("hr_site_name"), FieldPanel("hr_site_url")], heading=_("人社部门招聘网站")),
    ]

    class Meta:
        verbose_name = _("招聘栏目设置")
        verbose_name_plural = _("招聘栏目设置")

    def __str__(self):
        return str(_("招聘栏目设置"))

    @classmethod
    def current(cls) -> "TalentSettings":
        """Return the default site's settings, from the shared cache; the stricter reading where nobody has filled them in."""
        return shared("talent:settings", cls._read)

    @classmethod
    def _read(cls) -> "TalentSettings":
        site = Site.objects.filter(is_default_site=True).first()
        return cls.objects.filter(site=site).first() or cls(site=site)

    def clean(self):
        super().clean()
        if self.takes_posts and not self.licence_number.strip():
            raise ValidationError({"licence_number": _("受理招聘信息须公开许可证编号或机构备案号。")})
