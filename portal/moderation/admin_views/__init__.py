"""The moderation's screens in the Wagtail admin, one module per duty."""
