"""Who asks: the visitor's network address."""

from django.conf import settings


def client_address(request) -> str:
    """Return the address the request came from.

    Behind a proxy every request comes from the proxy, which writes the visitor's address into the header that
    ``CLIENT_ADDRESS_HEADER`` names and drops the visitor's own (deploy/nginx/proxy_params_portal). Of several the last is the proxy's.
    """
    header = settings.CLIENT_ADDRESS_HEADER
    told = request.META.get(header, "").rpartition(",")[2].strip() if header else ""
    return told or request.META.get("REMOTE_ADDR", "")
