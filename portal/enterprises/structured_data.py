"""The schema.org object of an enterprise."""

from django.utils.translation import gettext as _

from portal.web.structured_data import nested, thing


def enterprise_data(request, enterprise) -> dict:
    """Return the Organization of an enterprise."""
    code = enterprise.credit_code
    return thing(
        "Organization",
        name=enterprise.name,
        description=enterprise.introduction,
        address=enterprise.address,
        telephone=enterprise.phone,
        identifier=nested("PropertyValue", name=_("统一社会信用代码"), value=code) if code else None,
        url=request.build_absolute_uri(request.path),
    )
