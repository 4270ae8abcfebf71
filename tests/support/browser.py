"""Debian's Chromium, driven by Playwright, and pages that watch what a page does."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

# No sandbox: the tests may run as root in a container. The rest keeps Chromium from talking to its maker.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    # No other machine has a name or an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# As long as a busy machine may take.
WAIT_MILLISECONDS = 30_000
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}


@dataclass
class Watch:
    """What pages of one context did that no page of the portal may do."""

    foreign_requests: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)


def new_context(browser, address: str, **options):
    """Return a browser context for the portal at ``address`` and its :class:`Watch`.

    Requests to any other host are noted, and find none; script errors and what the page's own policy refuses are noted too.
    """
    context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **options)
    context.set_default_timeout(WAIT_MILLISECONDS)
    watch = Watch()
    own = urlsplit(address).netloc

    def look(request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != own:
            watch.foreign_requests.append(request.url)

    # Not by a route: with one, Playwright switches the browser's cache off, and every page fetches and compiles its scripts anew.
    context.on("request", look)
    context.on("weberror", lambda event: watch.script_errors.append(str(event.error)))
    context.on("console", lambda line: "Content Security Policy" in line.text and watch.script_errors.append(line.text))
    return context, watch
