"""Who may do what with jobs, résumés and people.

=================================  ==========================================================
post jobs, offer practice places   any member of a verified enterprise, for that enterprise
read an application's résumé       any member of the enterprise, while the consent about it stands, for a limited time
see recommended people first       members of verified enterprises
write to a job-wanted notice       members of verified enterprises
=================================  ==========================================================

Staff read no résumé and no phone number here, whatever their role: the screens that show them ask for a membership.
"""

from portal.enterprises.models import Enterprise, Membership
from portal.talent.models import Application, TalentSettings


def takes_posts() -> bool:
    """Return whether the centre may take job posts of others (domain.md §7)."""
    return TalentSettings.current().takes_posts


def posting_enterprises(user) -> list[Enterprise]:
    """Return the enterprises for which a person may post, by name."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.of(user).filter(organisation__live=True).select_related("organisation").order_by("organisation__name")
    return [row.organisation for row in rows if is_verified(row.organisation)]


def is_verified(enterprise: Enterprise) -> bool:
    """Return whether an enterprise's papers were checked and that check still stands."""
    return enterprise.live and enterprise.verification == "verified"


def may_post(user, enterprise: Enterprise | None) -> bool:
    """Return whether a person may post for an enterprise."""
    return enterprise is not None and enterprise in posting_enterprises(user)


def is_employer(user) -> bool:
    """Return whether a person acts for any verified enterprise."""
    return bool(posting_enterprises(user))


def readable_applications(user):
    """Return the applications whose résumé a person may read now; the one gate to other people's résumés."""
    return Application.objects.readable().filter(job__enterprise__in=Membership.objects.organisations_of(user))
