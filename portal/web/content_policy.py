"""What a page may load and run, said to the browser: no script that stands in the page, no style but the theme's own (ADR 3, 17)."""

from typing import cast

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.web import theme

# Pages of these addresses are Wagtail's, whose widgets bring their scripts with them.
_BACK_OFFICE = "/admin/"
# Error pages are drawn without the request.
_ERROR_BUNDLES = ("base", "error")


class _Styled(HttpRequest):
    """A request that gathers the digests of its page's styles."""

    style_digests: set[str]


def allow_style(request: HttpRequest, *bundles: str) -> None:
    """Let the page that answers a request hold the style sheet of these bundles."""
    if hasattr(request, "style_digests"):
        cast(_Styled, request).style_digests.add(theme.digest(*bundles))


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends ``CONTENT_SECURITY_POLICY`` with the digests of the page's own styles; in the back office, ``BACK_OFFICE_POLICY``."""

    def process_request(self, request: HttpRequest) -> None:
        """Begin to gather digests, in a set that copies of the request share: a refused form is drawn from one."""
        super().process_request(request)
        cast(_Styled, request).style_digests = set()

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        """Return what the header is built from."""
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith(_BACK_OFFICE):
            parts.config = settings.BACK_OFFICE_POLICY
        else:
            digests = sorted(cast(_Styled, request).style_digests) or [theme.digest(*_ERROR_BUNDLES)]
            parts.update = {"style-src": [f"'sha256-{digest}'" for digest in digests]}
        return parts
