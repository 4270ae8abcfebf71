"""What browsers at the floor of the portal (Chrome 61, Safari 12) make of a style sheet: everything that they do not know is taken out."""

import re
from collections.abc import Iterable

import tinycss2

# From the release notes of both families; each was shipped after Chrome 61 or after Safari 12.
UNKNOWN_PROPERTIES = re.compile(
    r"(margin|padding|border|inset)-(inline|block)|inset$|aspect-ratio$|(row-|column-)?gap$|rotate$|translate$|scale$|accent-color$"
    r"|text-autospace$|text-wrap$|text-underline-offset$|text-decoration-thickness$|content-visibility$|block-size$"
)
UNKNOWN_VALUES = re.compile(r"\b(min|max|clamp)\(|\banywhere\b|\b[dsl]v[hw]\b|color-mix\(")
UNKNOWN_SELECTORS = re.compile(r":(focus-visible|has|is|where|not\([^)]*,)|::(marker|details-content)")


def as_read_by_the_floor(css: str) -> str:
    """Return what is left of a style sheet in a browser at the floor."""
    return "".join(_rules(tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)))


def _rules(nodes: Iterable) -> Iterable[str]:
    for node in nodes:
        prelude = tinycss2.serialize(node.prelude).strip()
        if node.type == "qualified-rule":
            if not UNKNOWN_SELECTORS.search(prelude):
                yield f"{prelude}{{{''.join(_declarations(node.content))}}}"
        elif node.lower_at_keyword == "layer":
            continue
        elif node.lower_at_keyword == "supports":
            # The only question that the theme may ask of these browsers is one that they answer with no.
            if prelude.startswith("not "):
                yield from _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        elif node.lower_at_keyword == "media":
            inner = _rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
            yield f"@media {prelude}{{{''.join(inner)}}}"


def _declarations(content) -> Iterable[str]:
    for declaration in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        value = tinycss2.serialize(declaration.value)
        if not UNKNOWN_PROPERTIES.match(declaration.lower_name) and not UNKNOWN_VALUES.search(value):
            yield f"{declaration.name}:{value}{'!important' if declaration.important else ''};"
