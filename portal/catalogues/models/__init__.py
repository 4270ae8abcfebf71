"""Service catalogues, providers, and the points where services are given."""

from portal.catalogues.models.agreements import Agreement, ProviderPaper
from portal.catalogues.models.experts import Expert
from portal.catalogues.models.memberships import ProviderMembership, StationKeeper
from portal.catalogues.models.providers import Provider, ProviderOffer, ProviderStateChange
from portal.catalogues.models.services import FreeService, PriceChange, ServiceClass, ServiceClassItem, ValueAddedService
from portal.catalogues.models.stations import Station

__all__ = [
    "Agreement",
    "Expert",
    "FreeService",
    "PriceChange",
    "Provider",
    "ProviderMembership",
    "ProviderOffer",
    "ProviderPaper",
    "ProviderStateChange",
    "ServiceClass",
    "ServiceClassItem",
    "Station",
    "StationKeeper",
    "ValueAddedService",
]
