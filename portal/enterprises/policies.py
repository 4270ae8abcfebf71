"""Who may do what for an enterprise.

============================  =====  =======  =========
                              owner  manager  recruiter
============================  =====  =======  =========
see papers, diagnoses, state  yes    yes      yes
edit the page, confirm it     yes    yes      no
hand in papers again          yes    yes      no
post jobs (verified only)     yes    yes      yes
members, hand-over            yes    no       no
============================  =====  =======  =========
"""

from django.http import Http404

from portal.enterprises.models import Enterprise, Membership

Role = Membership.Role
EDITORS = frozenset({Role.OWNER, Role.MANAGER})


def membership_of(user, enterprise: Enterprise) -> Membership | None:
    """Return the person's current membership of an enterprise."""
    return Membership.objects.of(user).filter(organisation=enterprise).first() if user.is_authenticated else None


def membership_or_404(user, pk: int, roles=frozenset(Role)) -> Membership:
    """Return the person's membership of the enterprise ``pk``.

    Raises:
        Http404: the person does not act for it in one of ``roles``; who is no member does not learn that it exists.
    """
    found = Membership.objects.of(user).filter(organisation=pk, role__in=roles).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def may_edit(membership: Membership | None) -> bool:
    """Return whether the member may edit the enterprise's page."""
    return membership is not None and membership.role in EDITORS


def may_manage_members(membership: Membership | None) -> bool:
    """Return whether the member may invite, change and remove members."""
    return membership is not None and membership.role == Role.OWNER


def may_post_jobs(user, enterprise: Enterprise) -> bool:
    """Return whether the person may post jobs of an enterprise: any member of it while its verification stands."""
    return enterprise.verification == "verified" and membership_of(user, enterprise) is not None


def may_verify(user) -> bool:
    """Return whether the member of staff may decide on papers and see them."""
    return user.has_perm("enterprises.verify_enterprise")
