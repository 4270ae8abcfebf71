"""schema.org objects of the centre itself."""

from portal.web.structured_data import nested, thing


def organization(chrome, request) -> dict:
    """Return schema.org's Organization of the centre."""
    return thing(
        "Organization",
        name=chrome.centre_name,
        url=request.build_absolute_uri("/"),
        logo=request.build_absolute_uri(chrome.logo_url) if chrome.logo_url else None,
        address=chrome.address,
        email=chrome.email,
        contactPoint=[nested("ContactPoint", telephone=phone["number"], contactType=phone["label"]) for phone in chrome.phones],
    )
