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


def is_verified(enterprise: Enterprise) -> bool:
    """Return whether an enterprise's papers were checked and that check still stands."""
    return enterprise.live and enterprise.verification == "verified"


def verified_enterprises(user) -> list[Enterprise]:
    """Return the verified enterprises for which a person acts, in whatever role, by name."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.of(user).filter(organisation__live=True).select_related("organisation").order_by("organisation__name")
    return [row.organisation for row in rows if is_verified(row.organisation)]


def acts_for(user, enterprise: Enterprise | None) -> bool:
    """Return whether a person acts for an enterprise while its verification stands: posts jobs, offers places, writes to people."""
    return enterprise is not None and enterprise in verified_enterprises(user)


def people_of(enterprise: Enterprise | None) -> list:
    """Return the users who act for an enterprise, while its verification stands (:func:`acts_for`)."""
    if enterprise is None or not is_verified(enterprise):
        return []
    return [row.user for row in enterprise.memberships.current().select_related("user")]


def may_verify(user) -> bool:
    """Return whether the member of staff may decide on papers and see them."""
    return user.has_perm("enterprises.verify_enterprise")
