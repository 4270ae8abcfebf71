"""The frame of every page, and names built from the centre's name."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page, Site

from portal.core.cache import shared
from portal.identity.models import SiteIdentity
from portal.web.emptiness import empty_addresses, empty_pages
from portal.web.sections import sections


@dataclass(frozen=True)
class MenuItem:
    """An entry of the main menu."""

    title: str
    url: str


@dataclass(frozen=True)
class Chrome:
    """What the header and footer of every page show, as plain values that can be cached."""

    site_id: int = 0
    site_name: str = ""
    centre_name: str = ""
    short_name: str = ""
    logo_url: str = ""
    project_mark: str = ""
    notice: str = ""
    organiser: str = ""
    operator: str = ""
    address: str = ""
    hours: str = ""
    phones: list = field(default_factory=list)
    supervision_phone: str = ""
    complaint_url: str = ""
    email: str = ""
    icp_number: str = ""
    police_number: str = ""
    site_code: str = ""
    menu: list = field(default_factory=list)
    channels: list = field(default_factory=list)
    shops: list = field(default_factory=list)

    @property
    def police_url(self) -> str:
        """Return the look-up page of the police filing, with the digits of the number."""
        digits = "".join(filter(str.isdigit, self.police_number))
        return f"https://beian.mps.gov.cn/#/query/webSearch?code={digits}"


def identity_for(site: Site) -> SiteIdentity:
    """Return the identity of a site, unsaved and empty where staff have not filled it in yet."""
    return SiteIdentity.objects.filter(site=site).select_related("logo").first() or SiteIdentity(site=site)


def chrome_for(site: Site | None) -> Chrome:
    """Return the frame of a site's pages from the shared cache."""
    if site is None:
        return Chrome()
    return shared(f"identity:chrome:{site.pk}", lambda: _build_chrome(site))


def _logo(identity: SiteIdentity):
    """Return the logo in the size of the frame, or ``None`` if there is none or it cannot be made: no page goes without its frame."""
    try:
        return identity.logo.get_rendition("max-320x96|format-png") if identity.logo else None
    except SourceImageIOError:
        return None


def _build_chrome(site: Site) -> Chrome:
    identity = identity_for(site)
    logo = _logo(identity)
    values = {
        name: getattr(identity, name)
        for name in [
            "centre_name",
            "short_name",
            "project_mark",
            "notice",
            "organiser",
            "operator",
            "address",
            "hours",
            "supervision_phone",
            "complaint_url",
            "email",
            "icp_number",
            "police_number",
            "site_code",
        ]
    }
    values["short_name"] = values["short_name"] or values["centre_name"]
    return Chrome(
        site_id=site.pk,
        site_name=values["centre_name"] or site.site_name,
        logo_url=logo.url if logo else "",
        phones=[{"label": phone.label, "number": phone.number} for phone in identity.phones.all()] if identity.pk else [],
        channels=[
            {"kind": channel.get_kind_display(), "name": channel.name, "url": channel.url, "updated_on": channel.updated_on}
            for channel in (identity.channels.all() if identity.pk else ())
        ],
        shops=[{"platform": shop.platform, "name": shop.name, "url": shop.url} for shop in (identity.shops.all() if identity.pk else ())],
        menu=_menu(site),
        **values,
    )


def _menu(site: Site) -> list[MenuItem]:
    pages = Page.objects.child_of(site.root_page).live().in_menu().order_by("path")
    items = [MenuItem(page.title, f"/{page.slug}/") for page in pages if page.pk not in empty_pages()]
    empty = empty_addresses()
    # Sections kept by domains, not by editors, follow the pages.
    records = [MenuItem(str(section.menu_title), section.url) for section in sections() if section.menu_title and section.url not in empty]
    return [MenuItem(_("首页"), "/"), *items, *records]


def contact_point_name(centre_name: str, place_name: str) -> str:
    """Return ``XX市（县、区）电子商务公共服务中心XX联络点`` (R-ID-2; S0 §4.7.2).

    Args:
        centre_name: the centre's full name.
        place_name: the place alone, for example ``麦市镇``.

    Raises:
        ValidationError: either name is empty, or the place already carries the words of the form.
    """
    place = place_name.strip()
    if not centre_name:
        raise ValidationError(_("请先在“站点信息”中填写中心名称。"), code="no_centre")
    if not place or "联络点" in place or "服务中心" in place:
        raise ValidationError(_("地点名称只写地名，例如“麦市镇”，系统会自动组成联络点全称。"), code="place_name")
    return f"{centre_name}{place}联络点"


def full_contact_point_name(place_name: str) -> str:
    """Return a contact point's full name under the centre of the default site (R-ID-2).

    Raises:
        ValidationError: see :func:`contact_point_name`.
    """
    site = Site.objects.filter(is_default_site=True).first()
    return contact_point_name(identity_for(site).centre_name if site else "", place_name)
