"""What happens to applications, invitations and memberships."""
