"""From pages and records to entries: one module per domain of pages, and one for the records of all sections."""

from search.documents import culture, events, guides, home, news, policies, products, records, tourism  # noqa: F401
