"""Fetches the head of a web page without being led into the portal's own network.

A link may be anybody's, so every host name is resolved first and the connection goes to the very address that was examined; each redirect
is examined anew. Only the standard ports of http and https are used, a bounded part is read, and a clock ends the whole visit.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

MAX_REDIRECTS = 5
MAX_BYTES = 65_536
_PORTS = {"http": 80, "https": 443}
# A browser's name: shops answer nothing useful to programs.
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; CountyPortalLinkCheck/1.0)", "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Anycast relays into 6to4 (RFC 7526).
_RELAYS = ipaddress.ip_network("192.88.99.0/24")
_TLS = ssl.create_default_context()


class UnreachableError(Exception):
    """Nobody answered: no such host, no connection, no answer in time, no valid certificate, too many redirects."""


class ForbiddenAddressError(Exception):
    """The address leads into a private network, uses another port or scheme, or cannot be read."""


@dataclass(frozen=True)
class Page:
    """What came back: the last address, its status, and the first part of its content, also as text."""

    url: str
    status: int
    text: str
    content: bytes = b""


def fetch(url: str, *, most_bytes: int = MAX_BYTES) -> Page:
    """Return what stands at ``url`` after redirects.

    Args:
        url: the address.
        most_bytes: how much is read.

    Raises:
        UnreachableError: nobody answered properly.
        ForbiddenAddressError: the address, or one it redirects to, may not be visited.
    """
    for _hop in range(MAX_REDIRECTS + 1):
        response_status, location, text, content = _visit(url, most_bytes)
        if not (300 <= response_status < 400 and location):
            return Page(url, response_status, text, content)
        url = urljoin(url, location)
    raise UnreachableError("too many redirects")


def _visit(url: str, most_bytes: int) -> tuple[int, str, str, bytes]:
    """Return status, redirect target, text and content of one address."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise ForbiddenAddressError("unreadable address") from error
    address = _examined(parts.scheme, host, port)
    connection = _Connection(host, port, address, secure=parts.scheme == "https")
    watch = threading.Timer(settings.LINK_CHECK_SECONDS, connection.abort)
    watch.daemon = True
    watch.start()
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("GET", path.encode("ascii", "ignore").decode(), headers=_HEADERS)
        response = connection.getresponse()
        content = response.read(most_bytes)
        text = _text(content, response.headers.get_content_charset() or "")
        return response.status, response.getheader("Location") or "", text, content
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise UnreachableError(type(error).__name__) from error
    finally:
        watch.cancel()
        connection.close()


def _text(content: bytes, declared: str) -> str:
    for charset in (declared, "utf-8", "gb18030"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _examined(scheme: str, host: str, port: int) -> str:
    """Return one address of a host after examining all of them.

    Raises:
        ForbiddenAddressError: scheme, port or any address is not open to visits.
        UnreachableError: there is no such host.
    """
    if scheme not in _PORTS:
        raise ForbiddenAddressError(scheme)
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise UnreachableError("no such host") from error
    addresses = [ipaddress.ip_address(address.split("%")[0]) for address in sorted(found)]
    if not all(map(_may_visit, addresses)):
        raise ForbiddenAddressError(host)
    if port != _PORTS[scheme] and not all(map(_excepted, addresses)):
        raise ForbiddenAddressError(f"port {port}")
    return str(addresses[0])


def _may_visit(address) -> bool:
    """Return whether an address is one of the public network, and leads nowhere else.

    Of IPv6 only the global unicast block is (RFC 4291), less what stands for an IPv4 address in it: 6to4 and Teredo. NAT64 (RFC 6052),
    site-local and IPv4-compatible addresses lie outside it.
    """
    inner = getattr(address, "ipv4_mapped", None) or address
    if _excepted(inner):
        return True
    public = inner in _GLOBAL_UNICAST and not (inner.sixtofour or inner.teredo) if inner.version == 6 else inner not in _RELAYS
    return public and inner.is_global and not inner.is_multicast


def _excepted(address) -> bool:
    return any(address in ipaddress.ip_network(network) for network in settings.LINK_CHECK_PRIVATE_NETWORKS)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was examined, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool):
        super().__init__(host, port, timeout=settings.LINK_CHECK_SECONDS)
        self.default_port = _PORTS["https" if secure else "http"]
        self._address, self._secure = address, secure

    def connect(self) -> None:
        """Connect to the examined address and, for https, check the certificate of the name."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = _TLS.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """End a visit that takes too long, from another thread."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.sock.close()
