"""From pages and records to entries: one module per domain, each registering what it makes findable."""

from search.documents import catalogues, culture, enterprises, events, guides, home, news, policies, products, talent, tourism  # noqa: F401
