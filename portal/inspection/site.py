"""What the site says of itself, and what the centre owes those who asked (R-SUP-4, domain.md §3 and §4)."""

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.handlers import watched_kinds
from portal.cases.models import CaseQuerySet
from portal.identity.models import PublicityChannel, ServicePhone, SiteIdentity
from portal.inspection.models import Rule
from portal.inspection.registry import Seen
from portal.web.emptiness import empty_lists

# What every government site says at the foot of its pages.
FACTS = ("icp_number", "police_number", "site_code", "organiser", "address", "hours", "email", "supervision_phone")


def missing_facts(rule: Rule) -> Iterator[Seen]:
    """Yield each fact that a site does not state: of :data:`FACTS` and a phone, those that the lines call as the forms do, or all."""
    labels = {name: str(SiteIdentity._meta.get_field(name).verbose_name) for name in FACTS}
    labels["phones"] = str(ServicePhone._meta.verbose_name)
    names = {label: name for name, label in labels.items()}
    # A line that is no fact is an error of the rule, which its screen shows.
    wanted = {names[line]: line for line in rule.lines} or labels
    with_phone = set(ServicePhone.objects.values_list("identity", flat=True))
    for identity in SiteIdentity.objects.all():
        for name, label in wanted.items():
            if not (identity.pk in with_phone if name == "phones" else getattr(identity, name)):
                yield Seen(f"identity.{name}:{identity.pk}", f"{identity}：{label}", _identity(identity.site_id), _("没有填写"))


def empty_columns(_rule: Rule) -> Iterator[Seen]:
    """Yield each list that shows nothing, which menu and site maps leave out meanwhile."""
    for entry in empty_lists():
        key = f"list:{entry.address}" if entry.page is None else f"page:{entry.page}"
        url = entry.address if entry.page is None else reverse("wagtailadmin_pages:edit", args=[entry.page])
        yield Seen(key, str(entry.title), url, _("没有内容，已从导航和网站地图中隐藏"))


def old_channels(_rule: Rule) -> Iterator[Seen]:
    """Yield every channel outside the site with the day on which it was last updated."""
    for channel in PublicityChannel.objects.select_related("identity"):
        url = _identity(channel.identity.site_id)
        note = "" if channel.updated_on else _("没有登记过更新日期")
        yield Seen(f"identity.publicitychannel:{channel.pk}", channel.name, url, note, channel.updated_on)


def unanswered(_rule: Rule) -> Iterator[Seen]:
    """Yield every question, complaint or request that is still open, from the day on which it came."""
    for kind in watched_kinds():
        cases = cast("CaseQuerySet", kind.cases).still_open()
        for pk, number, came in cases.values_list("pk", "number", "created_at").order_by("pk").iterator():
            title = f"{kind.model._meta.verbose_name} {number}"
            yield Seen(f"{kind.model._meta.label_lower}:{pk}", title, reverse(kind.url_name, args=[pk]), "", timezone.localdate(came))


def _identity(site_id: int) -> str:
    return reverse("wagtailsettings:edit", args=["identity", "siteidentity", site_id])
