"""Who may do what with jobs, résumés and people.

=================================  ==========================================================
post jobs, offer practice places   any member of a verified enterprise, for that enterprise
read an application's résumé       any member of the enterprise, while the consent about it stands, for a limited time
see recommended people first       members of verified enterprises
write to a job-wanted notice       members of verified enterprises
=================================  ==========================================================

Staff read no résumé and no phone number here, whatever their role: the screens that show them ask for a membership.
"""

from portal.enterprises.models import Membership
from portal.enterprises.policies import verified_enterprises
from portal.talent.models import Application, TalentSettings


def takes_posts() -> bool:
    """Return whether the centre may take job posts of others (domain.md §7)."""
    return TalentSettings.current().takes_posts


def is_employer(user) -> bool:
    """Return whether a person acts for any verified enterprise."""
    return bool(verified_enterprises(user))


def readable_applications(user):
    """Return the applications whose résumé a person may read now; the one gate to other people's résumés."""
    return Application.objects.readable().filter(job__enterprise__in=Membership.objects.organisations_of(user))
