"""Requests as no browser of ours sends them, made from seeds: the same number is the same request, on every machine.

:class:`Maker` begins with an honest request - a real address, the form that its page has drawn - and changes some of it.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

HUGE = ["9223372036854775808", "9" * 30, "-1", "0", "1e9", "１２", "٣", "0x10", "+1", "1_0", "NaN", "inf", "1.5"]
TEXTS = [
    *["", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "𠮷", "\ufeff", "\u200b", "\u202e", "\r\nX-Odd: y", "'", '"', "\\", "%", "%00"],
    *["%s%n", "{{7*7}}", "{% debug %}", "<script>alert(1)</script>", "' OR 1=1 --", "../../etc/passwd", "null", "None", "true", "[]", "{}"],
    *["2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "24:61", "2026-13-01T99:99", "P1D", "张三", "长" * 600, "a" * 70_000],
    *["javascript:alert(1)", "//evil.example", "http://[::1", "https://\u2100.example/", "x@", "@", ",", ";", "a,b,,c", "-", "_", "|a|"],
    *["[1,2", '{"a":', '{"type":"doc"}', '[{"type":"nothing","value":1}]', '{"entityMap":1,"blocks":[{}]}', "\u2028", "\x1b[0m", "ı", "ﬁ"],
]
PARAMETERS = [
    *["page", "p", "q", "sort", "ordering", "order", "kind", "town", "year", "next", "export", "per_page", "page_size", "filter", "tag"],
    *["collection_id", "locale", "_w_filter_id", "status", "id", "user", "date", "created_at_from", "created_at_to", "month", "category"],
    *["limit", "offset", "fields", "child_of", "descendant_of", "type", "search", "multiple", "results", "format", "from", "to", "days"],
]
HEADERS: dict[str, list[str]] = {
    "Accept": ["application/json", "*/*;q=9", "text/html;q=;", ",", "image/avif"],
    "Accept-Encoding": ["gzip;q=9", "identity;q=0", "br, *;q=", "gzip\t,,"],
    "Accept-Language": ["zh;q=1.5", "en,zh-hant;q=x", "*", "a" * 3000, "../../en"],
    "Content-Encoding": ["gzip"],
    "Forwarded": ['for="[::1"'],
    "If-Match": ["*", 'W/"'],
    "If-Modified-Since": ["yesterday", "Thu, 99 Foo 9999 99:99:99 GMT", "Sat, 29 Oct 1994 19:43:31 GMT", "\xff"],
    "If-None-Match": ["*", '"', 'W/"a", "', "\xe4\xb8\xad"],
    "If-Unmodified-Since": ["0", "Sat, 29 Oct 1994 19:43:31 GMT"],
    "Origin": ["null", "https://evil.example", "//", "http://[::1"],
    "Range": ["bytes=9-1", "bytes=0-0,1-1,2-2", "bytes=-0", "bytes=99999999999999999999-", "pages=1-2", "bytes=a-b"],
    "Referer": ["http://[::1", "//", "javascript:1", "http://testserver/\x80", "http://testserver/admin/"],
    "User-Agent": ["", "bot", "a" * 5000, "\xe4\xb8", "Mozilla/4.0 (compatible; MSIE 6.0)"],
    "X-Forwarded-For": ["1.2.3.4, ::1", "unknown", "a" * 2000, "::ffff:1.2.3.4%eth0", ",,", "\xff"],
    "X-Forwarded-Host": ["evil.example"],
    "X-Forwarded-Proto": ["https", "ftp"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Requested-With": ["XMLHttpRequest"],
}
COOKIES = ["sessionid", "csrftoken", "messages", "kept_form", "django_language", "wagtail_sidebar_collapsed", "no-such"]
HOSTS = ["evil.example", "local host", "localhost:abc", "[::1", "a" * 300, "localhost,evil.example", "localhost\x00", "\xff"]
METHODS = ["GET"] * 9 + ["POST"] * 9 + ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
FILE_NAMES = ["x.jpg", "../../x.jpg", "a\x00b.pdf", "", ".", "..", "长" * 300 + ".docx", "x", "CON.txt", "x.xlsx", "\u202egpj.exe", "x.csv"]
BOUNDARY = "odd-boundary"
_MANAGEMENT = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-count")
# How large a form may say it is; more is refused before any row is made.
_ROWS = ["", "x", "-1", "1", "3", "1001", "9" * 30]

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Target:
    """An address: its path, and the pieces of it that are values."""

    name: str
    path: str
    values: tuple[str, ...] = ()


@dataclass
class OddRequest:
    """What is sent; ``path`` and ``query`` are quoted already, header values are what WSGI makes of bytes."""

    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = ""

    def __str__(self):
        line = f"{self.method} {self.path}?{self.query[:300]} {self.host!r} {self.headers} {self.cookies}"
        return f"{line} {self.content_type} {self.body[:1500]!r}"


class Maker:
    """Makes the requests of one seed.

    Args:
        seed: which ones.
        drawn: returns what the form of a target's page would send, or nothing; called for about half of all posts.
    """

    def __init__(self, seed: int, drawn: Callable[[Target], Pairs]):
        self._chance = random.Random(seed)  # noqa: S311 - has to be repeatable
        self._drawn = drawn

    def make(self, target: Target) -> OddRequest:
        """Return a request to an address, or to one beside it."""
        chance = self._chance
        request = OddRequest(chance.choice(METHODS), self._path(target), self._query())
        if request.method not in {"GET", "HEAD", "TRACE", "OPTIONS"}:
            self._fill(request, self._pairs(target))
        if chance.random() < 0.4:
            names = chance.sample(sorted(HEADERS), chance.randrange(1, 4))
            request.headers = {name: chance.choice(HEADERS[name]) for name in names}
        if chance.random() < 0.15:
            request.cookies = {chance.choice(COOKIES): quote(self._text()[:3000].encode("utf-8", "replace"))}
        if chance.random() < 0.03:
            request.host = chance.choice(HOSTS)
        return request

    def _text(self) -> str:
        chance = self._chance
        which = chance.random()
        if which < 0.6:
            return chance.choice(TEXTS)
        if which < 0.85:
            return chance.choice(HUGE)
        return "".join(chr(chance.choice([chance.randrange(128), chance.randrange(0x10000)])) for _ in range(chance.randrange(1, 30)))

    def _path(self, target: Target) -> str:
        path = quote(target.path, safe="/%")
        for value in target.values:
            if value and self._chance.random() < 0.3:
                path = path.replace(f"/{quote(value)}/", f"/{self._odd_value(value)}/", 1)
        if self._chance.random() < 0.03:
            path += self._chance.choice(["%ff/", "x" * 3000, "%00", "../", "//", "%2e%2e/", ";a=b", "1/"])
        return path

    def _odd_value(self, value: str) -> str:
        if value.isdigit() and self._chance.random() < 0.8:
            return self._chance.choice(["0", "1", "2", "999999", "9223372036854775807", "9223372036854775808", "9" * 40])
        return quote(self._text()[:400].encode("utf-8", "surrogatepass"), safe="")

    def _query(self) -> str:
        if self._chance.random() < 0.5:
            return ""
        pairs = [(self._chance.choice([*PARAMETERS, self._text()[:40]]), self._text()) for _ in range(self._chance.randrange(1, 5))]
        return (
            encoded(pairs) if self._chance.random() < 0.9 else "&".join(f"{name}=%ff%c3%28%zz" for name, _value in pairs if name.isascii())
        )

    def _pairs(self, target: Target) -> Pairs:
        """Return what is typed: the form as drawn with some of it changed, or something made up."""
        chance = self._chance
        pairs = list(self._drawn(target)) if chance.random() < 0.75 else []
        for _time in range(chance.choice([0, 1, 1, 2, 3, 8])):
            chance.choice([self._retype, self._retype, self._retype, self._drop, self._repeat, self._add, self._unmanage, self._confuse])(
                pairs
            )
        return pairs

    def _retype(self, pairs: Pairs) -> None:
        if pairs:
            number = self._chance.randrange(len(pairs))
            pairs[number] = (pairs[number][0], self._text())

    def _drop(self, pairs: Pairs) -> None:
        for _time in range(self._chance.randrange(1, 4)):
            if pairs:
                pairs.pop(self._chance.randrange(len(pairs)))

    def _repeat(self, pairs: Pairs) -> None:
        if pairs:
            pairs.append((self._chance.choice(pairs)[0], self._text()))

    def _add(self, pairs: Pairs) -> None:
        pairs.append(
            (self._chance.choice([*PARAMETERS, "pk", "action", "action-publish", "csrfmiddlewaretoken", self._text()[:40]]), self._text())
        )

    def _unmanage(self, pairs: Pairs) -> None:
        """Drop the counts of rows, or let them say something else."""
        found = [number for number, (name, _value) in enumerate(pairs) if name.endswith(_MANAGEMENT)]
        drops = self._chance.random() < 0.5
        for number in reversed(found):
            if self._chance.random() < 0.6:
                pairs[number : number + 1] = [] if drops else [(pairs[number][0], self._chance.choice(_ROWS))]

    def _confuse(self, pairs: Pairs) -> None:
        """Put the value of one field into another: a key of something else where a key is due."""
        if len(pairs) > 1:
            one, other = self._chance.sample(range(len(pairs)), 2)
            pairs[one] = (pairs[one][0], pairs[other][1])

    def _fill(self, request: OddRequest, pairs: Pairs) -> None:
        chance = self._chance
        ways = [self._as_form] * 8 + [self._as_parts] * 6 + [self._as_json, self._as_bytes, self._in_another_charset]
        chance.choice(ways)(request, pairs)
        if chance.random() < 0.05:
            kinds = ["", "x", "text/plain; charset=nothing", "multipart/form-data", "application/x-www-form-urlencoded; charset=utf-16"]
            request.content_type = chance.choice(kinds)
        if chance.random() < 0.06 and request.body:
            request.body = request.body[: chance.randrange(len(request.body))]

    def _as_form(self, request: OddRequest, pairs: Pairs) -> None:
        request.body, request.content_type = encoded(pairs).encode(), "application/x-www-form-urlencoded"

    def _as_parts(self, request: OddRequest, pairs: Pairs) -> None:
        parts = [self._part(name, value) for name, value in pairs]
        if self._chance.random() < 0.5:
            name = self._chance.choice(["file", "files[]", "logo_upload", "licence", "image", "avatar", "import_file"])
            parts.append(self._part(name, "x" * self._chance.choice([0, 1, 2000]), self._chance.choice(FILE_NAMES)))
        end = f"--{BOUNDARY}--\r\n" if self._chance.random() < 0.95 else ""
        request.body, request.content_type = b"".join(parts) + end.encode(), f"multipart/form-data; boundary={BOUNDARY}"

    def _part(self, name: str, value: str, file_name: str | None = None) -> bytes:
        head = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file_name}"' if file_name is not None else "")
        odd = self._chance.random()
        if odd < 0.02:
            head += "\r\nContent-Transfer-Encoding: base64"
        elif odd < 0.04:
            head += "\r\nContent-Type: text/plain; charset=nothing"
        return f"--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n".encode("utf-8", "surrogatepass")

    def _as_json(self, request: OddRequest, pairs: Pairs) -> None:
        bodies = [json.dumps(dict(pairs)), "[" * 3000, "{", "null", '"x"', "[1]", '{"a":1e999}', '{"ids":["x"]}']
        request.body, request.content_type = self._chance.choice(bodies).encode("utf-8", "surrogatepass"), "application/json"

    def _as_bytes(self, request: OddRequest, pairs: Pairs) -> None:
        request.body, request.content_type = self._chance.randbytes(200), self._chance.choice(["application/octet-stream", "text/xml"])

    def _in_another_charset(self, request: OddRequest, pairs: Pairs) -> None:
        raw = urlencode([(name.encode("gb18030", "replace"), value.encode("gb18030", "replace")) for name, value in pairs])
        request.body, request.content_type = (
            raw.encode(),
            f"application/x-www-form-urlencoded{self._chance.choice(['', '; charset=gb18030'])}",
        )


def encoded(pairs: Pairs) -> str:
    """Return pairs as a query string; lone surrogates go out as the bytes a broken client would send."""
    return urlencode([(name.encode("utf-8", "surrogatepass"), value.encode("utf-8", "surrogatepass")) for name, value in pairs])
