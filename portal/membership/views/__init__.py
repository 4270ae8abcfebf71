"""Pages about membership: for everybody, and a member's own."""
