"""Who runs this portal: the centre's name, marks, address, duties and numbers of the law. Nothing of it is in code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.accounts.roles import DIRECTOR, role_rights
from portal.core.fields import PhoneField
from portal.core.validators import county_centre_name

_PLAIN = ["bold", "ul", "ol", "link", "h3"]


@register_setting(icon="home", order=10)
@role_rights({DIRECTOR: ("change",)})
class SiteIdentity(BaseSiteSetting, ClusterableModel):
    """Identity and statutory disclosures of one site (R-ID-1 to R-ID-13, domain.md §3 and §4)."""

    centre_name = models.CharField(
        _("中心名称"),
        max_length=60,
        validators=[county_centre_name],
        help_text=_("须为“XX市（县、区）电子商务公共服务中心”，出现在页头、页脚和联络点名称中。"),
    )
    short_name = models.CharField(_("简称"), max_length=20, blank=True, help_text=_("手机页头空间小时使用，例如“XX电商服务”。"))
    logo = models.ForeignKey(
        "media.CustomImage",
        verbose_name=_("统一标识"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("页头左上角的统一标识，只按比例缩放，不改色、不重绘。"),
    )
    project_mark = models.CharField(_("项目标识文字"), max_length=60, blank=True, help_text=_("例如“国家电子商务进农村综合示范”。"))
    notice = models.CharField(
        _("全站提示"), max_length=100, blank=True, help_text=_("显示在每页顶部，例如系统维护或演示说明；留空则不显示。")
    )
    organiser = models.CharField(_("主办单位"), max_length=60, blank=True)
    operator = models.CharField(_("运营单位"), max_length=60, blank=True)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    hours = models.CharField(_("服务时间"), max_length=80, blank=True, help_text=_("每天不少于 8 小时，例如“工作日 8:30–17:30”。"))
    email = models.EmailField(_("电子邮箱"), blank=True)
    supervision_phone = PhoneField(_("监督投诉电话"), blank=True)
    complaint_url = models.URLField(_("投诉网址"), blank=True)
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    organisation = RichTextField(_("机构架构"), blank=True, features=_PLAIN)
    duties = RichTextField(_("部门与岗位职责"), blank=True, features=_PLAIN)
    area_plan = RichTextField(_("功能区布局"), blank=True, features=_PLAIN)
    property_contact = RichTextField(_("园区管理与物业联系"), blank=True, features=_PLAIN)
    icp_number = models.CharField(_("ICP 备案号"), max_length=40, blank=True)
    police_number = models.CharField(_("公安备案号"), max_length=40, blank=True)
    site_code = models.CharField(_("网站标识码"), max_length=20, blank=True)

    panels_identity = [
        FieldPanel("centre_name"),
        FieldPanel("short_name"),
        FieldPanel("logo"),
        FieldPanel("project_mark"),
        FieldPanel("notice"),
    ]
    panels_contact = [
        FieldPanel("address"),
        FieldPanel("hours"),
        InlinePanel("phones", heading=_("服务电话"), label=_("电话")),
        FieldPanel("email"),
        MultiFieldPanel([FieldPanel("supervision_phone"), FieldPanel("complaint_url")], heading=_("监督投诉")),
        InlinePanel("channels", heading=_("信息发布渠道"), label=_("渠道")),
        InlinePanel("shops", heading=_("中心网店"), label=_("网店")),
    ]
    panels_disclosure = [
        FieldPanel("organiser"),
        FieldPanel("operator"),
        FieldPanel("opened_on"),
        FieldPanel("organisation"),
        FieldPanel("duties"),
        FieldPanel("area_plan"),
        FieldPanel("property_contact"),
    ]
    panels_law = [FieldPanel("icp_number"), FieldPanel("police_number"), FieldPanel("site_code")]
    edit_handler = TabbedInterface(
        [
            ObjectList(panels_identity, heading=_("名称与标识")),
            ObjectList(panels_contact, heading=_("联系与渠道")),
            ObjectList(panels_disclosure, heading=_("机构公开")),
            ObjectList(panels_law, heading=_("备案信息")),
        ]
    )

    class Meta:
        verbose_name = _("站点信息")
        verbose_name_plural = _("站点信息")

    def __str__(self):
        return self.centre_name or str(_("站点信息"))

    def missing_legal_numbers(self) -> list[str]:
        """Return the names of the footer numbers not yet filled in; staff are warned, the public sees nothing (domain.md §4)."""
        fields = ("icp_number", "police_number", "site_code")
        return [str(self._meta.get_field(name).verbose_name) for name in fields if not getattr(self, name)]


class ServicePhone(Orderable):
    """A phone of the centre with what it is for."""

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="phones")
    label = models.CharField(_("用途"), max_length=30, blank=True)
    number = PhoneField(_("号码"))

    class Meta(Orderable.Meta):
        verbose_name = _("服务电话")

    def __str__(self):
        return f"{self.label} {self.number}".strip()


class PublicityChannel(Orderable):
    """A channel of the centre outside this site and when it was last updated (R-NEWS-6)."""

    class Kind(models.TextChoices):
        WECHAT = "wechat", _("微信公众号")
        WECHAT_VIDEO = "wechat_video", _("微信视频号")
        WEIBO = "weibo", _("微博")
        DOUYIN = "douyin", _("抖音")
        WEBSITE = "website", _("网站")

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    name = models.CharField(_("名称"), max_length=60)
    url = models.URLField(_("网址"), blank=True)
    updated_on = models.DateField(_("最近更新"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("信息发布渠道")

    def __str__(self):
        return self.name


class CentreShop(Orderable):
    """A local-specialty shop run by the centre on a trading platform (R-SHOW-11)."""

    identity = ParentalKey(SiteIdentity, on_delete=models.CASCADE, related_name="shops")
    platform = models.CharField(_("平台"), max_length=30)
    name = models.CharField(_("店铺名"), max_length=60)
    url = models.URLField(_("网址"))

    class Meta(Orderable.Meta):
        verbose_name = _("中心网店")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.url and not self.url.startswith("https://"):
            raise ValidationError({"url": ValidationError(_("网店网址须以 https:// 开头。"), code="https")})
