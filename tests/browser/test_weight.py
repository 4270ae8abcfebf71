"""What a first visit costs on a cheap phone: bytes on the wire from the real server, and how far the page jumps while it loads."""

from dataclasses import dataclass, field

import pytest

from tests.browser.addresses import ADDRESSES, address
from tests.support.browser import PHONE

KIB = 1024
HOME_BUDGET = 60 * KIB
# HTML, style sheets and scripts together.
TEXT_BUDGET = 30 * KIB
SHIFT_BUDGET = 0.1
TEXT_KINDS = {"Document", "Stylesheet", "Script", "Fetch", "XHR"}
WATCH_SHIFTS = """
window.shift = 0
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value })
  .observe({ type: 'layout-shift', buffered: true })
"""


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
    """What one visit fetched, and the sum of its layout shifts."""

    files: list[File] = field(default_factory=list)
    shift: float = 0

    def weight(self, kinds: set[str] | None = None) -> float:
        """Return the bytes of the files of some ``kinds``, or of all."""
        return sum(file.size for file in self.files if kinds is None or file.kind in kinds)


def first_visit(browser, url: str) -> Visit:
    """Open ``url`` on a phone with an empty cache, without scrolling."""
    context = browser.new_context(locale="zh-CN", **PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
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
    page.goto(url, wait_until="networkidle")
    visit = Visit(list(files.values()), page.evaluate("window.shift"))
    context.close()
    return visit


@pytest.mark.parametrize("kind", ADDRESSES)
def test_first_visit_is_light(browser, served_portal, county_database, kind):
    visit = first_visit(browser, f"{served_portal}{address(kind)}")
    text = visit.weight(TEXT_KINDS)
    assert 0 < text <= TEXT_BUDGET, f"HTML, CSS and JS: {text / KIB:.1f} KiB"
    assert [file.url for file in visit.files if file.kind == "Font"] == []
    assert [file.url for file in visit.files if not file.url.startswith((f"{served_portal}/", "data:"))] == []
    assert [file.url for file in visit.files if file.failed or (file.status >= 400 and file.kind != "Document")] == []
    assert visit.shift < SHIFT_BUDGET
    if kind == "home":
        assert visit.weight() <= HOME_BUDGET, f"{visit.weight() / KIB:.1f} KiB in all"


def test_pages_come_compressed(browser, served_portal):
    context = browser.new_context()
    answer = context.request.get(f"{served_portal}/products/")
    assert answer.headers["content-encoding"] in {"gzip", "br", "zstd"}
    context.close()
