"""schema.org objects of services, providers and stations."""

from portal.web.structured_data import nested, thing


def service_data(request, service) -> dict:
    """Return the Service of a free or priced service with its Offer."""
    price = getattr(service, "price", None)
    return thing(
        "Service",
        name=service.name,
        description=service.summary,
        category=service.get_centre_function_display(),
        url=request.build_absolute_uri(service.get_absolute_url()) if service.slug else None,
        offers=nested("Offer", price=str(price if price is not None else 0), priceCurrency="CNY"),
    )


def provider_data(request, provider) -> dict:
    """Return the Organization of a provider with its priced offers."""
    return thing(
        "Organization",
        name=provider.name,
        description=provider.introduction,
        telephone=provider.phone,
        address=provider.address,
        url=request.build_absolute_uri(provider.get_absolute_url()) if provider.slug else None,
        makesOffer=[
            nested(
                "Offer",
                price=str(offer.price),
                priceCurrency="CNY",
                itemOffered=nested("Service", name=offer.name, description=offer.content),
            )
            for offer in provider.offers.all()
        ],
    )


def expert_data(request, expert) -> dict:
    """Return the Person of an expert."""
    return thing(
        "Person",
        name=expert.name,
        description=expert.summary,
        jobTitle=expert.position,
        knowsAbout=expert.get_fields_labels(),
        worksFor=nested("Organization", name=expert.organisation) if expert.organisation else None,
        url=request.build_absolute_uri(expert.get_absolute_url()) if expert.slug else None,
    )


def station_data(request, station) -> dict:
    """Return the Place of a station."""
    place = None
    if station.longitude is not None and station.latitude is not None:
        place = nested("GeoCoordinates", latitude=str(station.latitude), longitude=str(station.longitude))
    return thing("Place", name=str(station), address=station.address, telephone=station.phone, geo=place)
