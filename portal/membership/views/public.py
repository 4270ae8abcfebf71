"""What membership is, for everybody."""

from django.utils.translation import gettext_lazy as _

from portal.membership.models import CentreMembership, MembershipTerm, MemberType
from portal.membership.salons import next_salons
from portal.web.meta import Crumb
from portal.web.views import PublicView

MEMBERSHIP = Crumb(_("会员"), "/membership/")
MOST_SALONS = 3


def terms() -> dict[str, list[MembershipTerm]]:
    """Return the conditions, benefits and duties of the rules, by kind."""
    found: dict[str, list[MembershipTerm]] = {kind: [] for kind in MembershipTerm.Kind.values}
    for term in MembershipTerm.objects.all():
        found[term.kind].append(term)
    return found


class MembershipView(PublicView):
    """Types, conditions, benefits, duties, the way to the plaque, the next salons, and members that agreed to be listed (R-MEM)."""

    template_name = "pages/membership/index.html"
    section_title = MEMBERSHIP.title
    section_url = MEMBERSHIP.url
    description = _("哪些企业和个人可以成为中心会员，有哪些专享权益和义务，怎样申请，每月沙龙和会员名录。入会不收费。")

    def get(self, request):
        """Show it."""
        return self.respond(
            request,
            title=str(self.section_title),
            description=str(self.description),
            crumbs=[MEMBERSHIP],
            types=MemberType.objects.all(),
            terms=terms(),
            salons=next_salons()[:MOST_SALONS],
            members=CentreMembership.objects.for_public(),
        )
