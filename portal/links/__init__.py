"""The check of links to other sites: dead ones and hijacked ones are hidden until they are right again (docs/enterprises.md)."""
