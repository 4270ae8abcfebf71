"""Template tags of the theme: inlined styles, scripts, JSON-LD, QR codes."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

import segno
from django import template
from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.core import phones
from portal.core.cache import shared
from portal.core.moments import day_text, minute_text, spoken_day
from portal.core.text import shown_title
from portal.web import once, parts, theme
from portal.web.content_policy import allow_style
from portal.web.meta import Crumb
from portal.web.rows import PageRows
from portal.web.structured_data import breadcrumbs

register = template.Library()

# Inside a script element only these can end it or open a comment (HTML standard, "restrictions for contents of script elements");
# the two line separators are legal in JSON but not in old JavaScript.
_SCRIPT_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@register.simple_tag(takes_context=True)
def theme_style(context, *bundles: str) -> SafeString:
    """Return a ``<style>`` element with the named bundles of the theme, and have the page's policy allow it."""
    request = context.get("request")
    if request is not None:
        allow_style(request, *bundles)
    return mark_safe(f"<style>{theme.stylesheet(*bundles)}</style>")  # noqa: S308 - own files


@register.simple_tag
def theme_script(path: str) -> SafeString:
    """Return a script element for an ES module of the theme's static files; modules run after the page has been read."""
    return format_html('<script type="module" src="{}"></script>', static(path))


@register.simple_tag
def once_key() -> SafeString:
    """Return the hidden field by which a form that is sent twice is carried out once."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.new_key())


@register.simple_tag
def form_key() -> SafeString:
    """Return the hidden field of a form that may be carried out twice; by it, too, what was typed is kept."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FORM_FIELD, once.new_key())


@register.simple_tag
def json_ld(data) -> SafeString:
    """Return structured data (a dictionary or a list) as a JSON-LD script element that no value can break out of."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).translate(_SCRIPT_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def frame_part(context, template_name: str) -> SafeString:
    """Return a part of the page's frame (header, footer), kept ready for every place in the menu until shared data changes.

    The part may use ``chrome``, ``here`` (the menu address of this very page, or nothing), ``section`` (the menu address it stands
    below, or nothing) and ``signed_in``, and nothing else of the page. Who carries no session cookie costs no query to be known.
    """
    chrome, request = context["chrome"], context.get("request")
    crumbs: Sequence[Crumb] = context.get("crumbs") or ()
    addresses = {item.url for item in chrome.menu}
    here = request.path if request is not None and request.path in addresses else ""
    section = crumbs[1].url if len(crumbs) > 1 and crumbs[1].url in addresses else ""
    signed_in = _is_signed_in(request)

    def draw() -> SafeString:
        return mark_safe(get_template(template_name).render({"chrome": chrome, "here": here, "section": section, "signed_in": signed_in}))  # noqa: S308 - a template's

    return shared(f"frame:{template_name}:{chrome.site_id}:{here}:{section}:{signed_in}", draw) if chrome.site_id else draw()


class EachRow(template.Node):
    """Draws its inside once for each of ``rows``; see :func:`each_row`."""

    def __init__(self, inside: template.NodeList, name: str):
        self.nodelist = inside
        self.name = name

    def render(self, context) -> SafeString:
        values = context.flatten()
        rows = values.pop("rows", None) or ()

        def draw(row) -> str:
            with context.push(row=row):
                return self.nodelist.render(context)

        if not isinstance(rows, PageRows):
            return SafeString("".join(map(draw, rows)))
        return SafeString("".join(rows.drawn((self.name, *sorted(values.items())), draw)))


@register.tag
def each_row(parser, token) -> EachRow:
    """Draw what stands before ``{% endeach_row %}`` for each ``row`` of ``rows``, the rows of a listing from memory.

    It may use what the component was given (``with ... only``): text, numbers, truth. Those are part of the name under which it is kept.
    """
    inside = parser.parse(("endeach_row",))
    parser.delete_first_token()
    return EachRow(inside, f"{parser.origin}:{token.lineno}")


@register.simple_tag
def filter_form(listing) -> SafeString:
    """Return the form of a list's filters, from memory unless somebody looks for words of his own."""

    def draw() -> str:
        return get_template("components/filter-form/filter-form.html").render({"listing": listing})

    if listing.text or not listing.is_own:
        return mark_safe(draw())  # noqa: S308 - drawn by a template
    state = sorted((name, value) for name, value in listing.parameters.items() if name != "page")
    return mark_safe(parts.part(("filter form", listing.path, *state), draw))  # noqa: S308 - drawn by a template


def _is_signed_in(request) -> bool:
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return getattr(request, "user", None) is not None and request.user.is_authenticated


@register.simple_tag(takes_context=True)
def breadcrumb_ld(context) -> SafeString:
    """Return schema.org's BreadcrumbList of the page's ``crumbs``; a page without a way to it (home, errors) prints nothing."""
    crumbs = context.get("crumbs")
    request = context.get("request")
    if request is None or not crumbs or len(crumbs) < 2:
        return SafeString("")
    return json_ld(breadcrumbs(request, crumbs))


@lru_cache(maxsize=512)
def _qr_svg(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308 - paths only


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Return an address as an inline SVG QR code (error correction M); an empty address gives nothing.

    The drawing is decoration to a screen reader: the same address always stands beside it as a link.
    """
    if not address:
        return SafeString("")
    return mark_safe(f'<span aria-hidden="true">{_qr_svg(str(address))}</span>')  # noqa: S308 - drawn above


# HTML's ``time`` element reads both as they are.
register.filter("day", day_text)
register.filter("minute", minute_text)
register.filter("spoken_day", spoken_day)


@register.filter
def money(value) -> str:
    """Return an amount in yuan with two decimals; nothing gives nothing. Quicker than localised numbers, and lists print many."""
    return f"{Decimal(value):.2f}" if value not in (None, "") else ""


@register.filter
def phone(number: str) -> str:
    """Return a phone number in the one form in which all are shown."""
    return phones.plain_phone(number)


@register.filter
def dialled(number: str) -> str:
    """Return what a ``tel:`` link holds for a phone number."""
    return phones.dialled(number)


@register.filter
def of_row(values: Iterable[tuple], row):
    """Return what is known of a row among pairs of keys and values that a component is given for all its rows, or ``None``."""
    known: dict = dict(values or ())
    return known.get(getattr(row, "pk", None))


@register.filter
def in_words(title) -> str:
    """Return a title as the words of a link: never nothing."""
    return shown_title(str(title))


# Longest first: "管理处" units are named after what they manage.
_PLACE_ENDINGS = ("森林公园管理处", "管理处", "街道", "林场", "镇", "乡")


@register.filter
def short_place(name: str) -> str:
    """Return a township's name without its kind ("某某镇" gives "某某"), for labels on a small map."""
    for ending in _PLACE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) > 1:
            return name[: -len(ending)]
    return name
