"""The check of links to other sites: dead ones and hijacked ones are hidden until they are right again (docs/enterprises.md)."""

from portal.enterprises.links.registry import Link, register_links
from portal.enterprises.links.services import check_links, is_hidden, show_again

__all__ = ["Link", "check_links", "is_hidden", "register_links", "show_again"]
