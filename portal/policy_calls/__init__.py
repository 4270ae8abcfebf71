"""Calls to declare for a policy's support (政策申报): who qualifies, until when, and what the centre does for a firm that declares."""
