"""schema.org objects that several page kinds share."""

from portal.core.text import shown_title

CONTEXT = "https://schema.org"


def thing(kind: str, **properties) -> dict:
    """Return a schema.org object of a type, leaving out empty properties."""
    filled = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@context": CONTEXT, "@type": kind, **filled}


def nested(kind: str, **properties) -> dict:
    """Return a schema.org object for use inside another one."""
    inner = thing(kind, **properties)
    del inner["@context"]
    return inner


def item_list(request, listing) -> dict:
    """Return the ItemList of the rows that a page of a list shows.

    Args:
        request: for absolute addresses.
        listing: a :class:`portal.web.listing.Listing`.
    """
    named = listing.items.drawn("ItemList", lambda row: (shown_title(str(row)), row.get_absolute_url()))
    return thing(
        "ItemList",
        numberOfItems=listing.total,
        itemListElement=[
            nested("ListItem", position=number, name=name, url=request.build_absolute_uri(url))
            for number, (name, url) in enumerate(named, start=listing.page.start_index() or 1)
        ],
    )


def breadcrumbs(request, crumbs) -> dict:
    """Return the BreadcrumbList of a page's :class:`portal.web.meta.Crumb` list."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            nested("ListItem", position=number, name=crumb.title, item=request.build_absolute_uri(crumb.url) if crumb.url else None)
            for number, crumb in enumerate(crumbs, start=1)
        ],
    )
