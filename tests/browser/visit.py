"""A first visit of a page on a cheap phone: what it fetches, and how far the page jumps while it loads."""

from dataclasses import dataclass, field

WATCH_SHIFTS = """
window.shift = 0
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value })
  .observe({ type: 'layout-shift', buffered: true })
"""
TEXT_KINDS = {"Document", "Stylesheet", "Script", "Fetch", "XHR"}


@dataclass
class File:
    """One file of a visit: its address, kind and status, and its bytes on the wire with headers."""

    url: str = ""
    kind: str = ""
    status: int = 0
    size: float = 0
    failed: bool = False


@dataclass
class Visit:
    """What one visit fetched, the status of its page, and the sum of its layout shifts."""

    files: list[File] = field(default_factory=list)
    status: int = 0
    shift: float = 0

    def weight(self, kinds: set[str] | None = None) -> float:
        """Return the bytes of the files of some ``kinds``, or of all."""
        return sum(file.size for file in self.files if kinds is None or file.kind in kinds)


def first_visit(page, url: str) -> Visit:
    """Open ``url`` in the new, empty context of ``page``, without scrolling, and wait until nothing more is fetched."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    files: dict[str, File] = {}

    def noted(event) -> File:
        return files.setdefault(event["requestId"], File())

    def requested(event):
        noted(event).url = event["request"]["url"]

    def answered(event):
        file = noted(event)
        file.kind, file.status = event["type"], event["response"]["status"]

    def finished(event):
        noted(event).size = event["encodedDataLength"]

    def failed(event):
        noted(event).failed = True

    session.on("Network.requestWillBeSent", requested)
    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.on("Network.loadingFailed", failed)
    page.add_init_script(WATCH_SHIFTS)
    answer = page.goto(url, wait_until="networkidle")
    session.detach()
    return Visit(list(files.values()), answer.status, page.evaluate("window.shift"))
