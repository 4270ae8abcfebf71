"""Finds what is not Chinese among the words that a screen of the admin shows or reads out."""

import functools
import json
import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Comment, Doctype
from bs4.element import Declaration, ProcessingInstruction, Tag
from django.contrib.auth import get_user_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from portal.catalogues.models import Agreement
from portal.moderation.models import RuleClause
from portal.moderation.services import editorial_models
from portal.records.models import ServiceRecord
from portal.training.models import Certificate

# What is shown by its number, which holds letters.
NUMBERED = (Agreement, Certificate, ServiceRecord)
# Names of formats, office programs, measures and keys are the same in Chinese; Wagtail's own name stands only where its version is told.
ALLOWED_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        ajax api app atom avif cc cms csv css doc docx email esc gb gif html http https icp id ip isbn javascript jpeg jpg js json kb mb mp4
        excel pdf png pptx px qr rgb rss seo sku sql svg tel tiff tsv txt url utf uuid wagtail webp wechat word wps xls xlsx xml yaml yml
        zip alt cmd command ctrl delete enter mod option shift tab
        """,
    )
)
# Labels that Wagtail writes in English and that nothing small can reach, each with its reason.
ALLOWED_TEXTS = frozenset(
    {
        "Search",  # value of a submit button that only screen readers meet, in templates of 50 and 90 lines (home, header)
        "Save Selected",  # button of the date picker that Wagtail's settings never show
        "Task type",  # field made inside the constructor of the task chooser's search, for the administrator only
    }
)
SHOWN_ATTRIBUTES = ("title", "aria-label", "aria-description", "aria-placeholder", "placeholder", "alt", "label", "summary")
# Stimulus passes labels to the scripts as data-<controller>-<name>-value.
WORDED_DATA = re.compile(r"^data-.*(text|label|message|title|confirm|description|placeholder|content-value|heading|caption|error)")
MACHINE_DATA = re.compile(r"-(class|target|selector-value|param|url|action|id)$|^data-(action|controller|contentpath)")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_.-]*|[\[.#].*|True|False|None")
WORDED_KEYS = frozenset(
    [
        "label",
        "labels",
        "title",
        "text",
        "help_text",
        "helptext",
        "heading",
        "description",
        "placeholder",
        "message",
        "messages",
        "caption",
        "confirm",
        "summary",
        "addlabel",
        "error",
        "errors",
        "html",
        "singular",
        "plural",
        "verbose_name",
    ]
)
BUTTONS = frozenset({"submit", "button", "reset"})
NOT_TEXT = (Comment, Doctype, Declaration, ProcessingInstruction)
NOT_SHOWN = frozenset({"style", "kbd", "code", "samp", "svg"})
# Taken out before the page is parsed: every third element of a screen is part of an icon.
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
NOT_WORDS = re.compile(
    r"""
      https?://\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+          # addresses
    | (?<![A-Za-z]) /[\w./-]* [\w/]                         # paths
    | [\w-]+(?:\.[A-Za-z]\w+)+\b                            # file names, host names, dotted names of models
    | %\([a-z_]+\)s | \{[a-z_]*\} | __[a-z_]+__ | &\w+;     # places for values
    | \b(?:IL|BAD|AD|JOB|PI)-\d+                             # clauses of the content rules
    | \w*[\d_]\w*                                           # identifiers, codes
    """,
    re.VERBOSE,
)


def foreign_words(text: str, known: re.Pattern | None = None) -> list[str]:
    """Return the Latin words of two or more letters in `text` that are not allowed, after taking out what `known` matches."""
    if text.strip() in ALLOWED_TEXTS:
        return []
    text = known.sub(" ", text) if known else text
    return [word for word in WORD.findall(NOT_WORDS.sub(" ", text)) if word.lower() not in ALLOWED_WORDS]


def known_phrases(phrases: Iterable[str]) -> re.Pattern | None:
    """Return a pattern of what people have typed in (user names, host names), as whole phrases, the longest first."""
    ordered = sorted({phrase for phrase in phrases if WORD.search(phrase)}, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])") if ordered else None


def typed_in_phrases() -> re.Pattern | None:
    """Return the pattern of the Latin words in the database that staff have typed in: accounts, hosts, pictures, addresses, clauses."""
    names = get_user_model().objects.values_list("username", flat=True)
    hosts = Site.objects.values_list("hostname", flat=True)
    images = get_image_model().objects.values_list("title", flat=True)
    clauses = {clause.code for clause in RuleClause.objects.all()}
    numbers = [number for model in NUMBERED for number in model.objects.values_list("number", flat=True)]
    # One word by itself may stand in names of types too, which have a rule of their own.
    named = [Page, *(model for model in editorial_models() if hasattr(model, "slug") and not issubclass(model, Page))]
    slugs = [slug for model in named for slug in model._default_manager.values_list("slug", flat=True) if "-" in slug]
    return known_phrases([*names, *hosts, *images, *clauses, *slugs, *numbers, "old-news"])


def _of_json(value, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _of_json(item, str(name))
    elif isinstance(value, list):
        for item in value:
            yield from _of_json(item, key)
    elif isinstance(value, str):
        if re.search(r"<[a-zA-Z!/]", value):
            yield from shown_texts(value)
        elif value[:1] in "[{":
            yield from _of_json_text(value, key)
        elif not IDENTIFIER.fullmatch(value) and (key.lower() in WORDED_KEYS or re.search(r"[A-Z][a-z]+ [a-z]+", value)):
            yield value


def _of_json_text(text: str, key: str = "") -> Iterator[str]:
    try:
        parsed = json.loads(text)
    except ValueError:
        if not IDENTIFIER.fullmatch(text):
            yield text
        return
    if isinstance(parsed, dict | list):
        yield from _of_json(parsed, key)


@functools.lru_cache(maxsize=32)
def _of_script(text: str) -> tuple[str, ...]:
    """Return the texts in a script's data; the sidebar's are the same on every screen."""
    return tuple(_of_json_text(text))


def _of_attributes(tag: Tag) -> Iterator[str]:
    for name, raw in tag.attrs.items():
        value = " ".join(raw) if isinstance(raw, list) else str(raw)
        if name in SHOWN_ATTRIBUTES or (name == "value" and tag.name == "input" and tag.get("type") in BUTTONS):
            yield value
        elif name.startswith("data-") and not MACHINE_DATA.search(name):
            if value[:1] in ("[", "{"):
                yield from _of_json_text(value)
            elif WORDED_DATA.search(name) and not IDENTIFIER.fullmatch(value):
                yield value


def _of_tag(tag: Tag) -> Iterator[str]:
    if tag.name in NOT_SHOWN:
        return
    yield from _of_attributes(tag)
    if tag.name == "script":
        kind = str(tag.get("type", ""))
        if kind == "application/json":
            yield from _of_script(tag.get_text())
        elif "template" in kind:
            yield from shown_texts(tag.get_text())
        return
    if tag.name == "textarea":
        return
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _of_tag(child)
        elif not isinstance(child, NOT_TEXT) and not (tag.has_attr("hidden") and child.strip() == "None"):
            yield str(child)


def shown_texts(html: str) -> Iterator[str]:
    """Yield every text of the page `html` that a person may see or hear: text nodes, spoken and hinting attributes, button values,
    and the labels in the JSON from which scripts draw (telepath, Stimulus values, sidebar properties)."""
    for child in BeautifulSoup(SVG.sub("", html), "html.parser").children:
        if isinstance(child, Tag):
            yield from _of_tag(child)
        elif not isinstance(child, NOT_TEXT):
            yield str(child)


def response_texts(response) -> Iterable[str]:
    """Return the shown texts of a Django response; the modals of Wagtail answer JSON with a page inside."""
    kind = response.get("Content-Type", "")
    if kind.startswith("application/json"):
        return _of_json(json.loads(response.content))
    if kind.startswith("text/html"):
        return shown_texts(response.content.decode())
    return ()


def findings(texts: Iterable[str], known: re.Pattern | None = None) -> list[str]:
    """Return the texts that hold foreign words, each once, shortened to one line of 160 characters with its foreign words."""
    found = {}
    for text in texts:
        words = foreign_words(text, known)
        if words:
            line = " ".join(text.split())[:160]
            found[line] = words[:6]
    return [f"{line}  [{' '.join(words)}]" for line, words in found.items()]
