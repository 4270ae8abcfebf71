"""Membership for staff: applications, members, invitations."""
