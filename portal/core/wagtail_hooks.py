"""Loaded by Wagtail before its admin answers the first request."""

from portal.core.admin_labels import label_in_chinese

label_in_chinese()
