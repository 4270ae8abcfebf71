"""Makes the style sheet that browsers get from the sheets of a theme.

Sheets are written for the browsers of today: in cascade layers, with logical properties and gaps. The browsers built into chat apps on
old phones ignore a layer whole and such a property with it. So the layers are put in their order and taken off, and what the oldest
browsers lack is written in words that they know: Chrome 61 and Safari 12 are the floor (docs/adr/0016-old-phones.md).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import tinycss2
from tinycss2.ast import AtRule, Declaration, FunctionBlock, Node, QualifiedRule

# Logical property -> the physical ones that its values are for; one value stands for both.
_SIDES = {
    f"{name}-{axis}": tuple(f"{name}-{side}" for side in sides)
    for name in ("margin", "padding")
    for axis, sides in (("inline", ("left", "right")), ("block", ("top", "bottom")))
}
_EDGES = ("top", "right", "bottom", "left")
# The first of these was written for grids alone, and every browser still reads it.
_GAPS = {"gap": "grid-gap", "row-gap": "grid-row-gap", "column-gap": "grid-column-gap"}
_HOLDS_RULES = {"media", "supports"}
# Browsers learned this property in the same months as gaps between flexible boxes, for which none can be asked.
_WITHOUT_GAPS = "@supports not (inset:0)"


class StyleError(ValueError):
    """A sheet cannot be read, or stands in a layer that has no place in the order."""


@dataclass
class _Layers:
    """Rules of all sheets by layer, and how each selector is laid out."""

    order: list[str] = field(default_factory=list)
    rules: dict[str, list[Node]] = field(default_factory=dict)
    displays: dict[str, str] = field(default_factory=dict)

    def add(self, css: str) -> None:
        for node in _rules(css):
            if not isinstance(node, AtRule) or node.lower_at_keyword != "layer":
                self.rules.setdefault("", []).append(node)
                continue
            names = [name.strip() for name in tinycss2.serialize(node.prelude).split(",")]
            if node.content is None:
                self.order += [name for name in names if name not in self.order]
            elif names[0] in self.order:
                self.rules.setdefault(names[0], []).extend(_rules(node.content))
            else:
                raise StyleError(f"No place in the order of layers is named for {names[0]!r}")

    def in_order(self) -> list[Node]:
        """Return all rules as the cascade weighs them: what stands in no layer is the strongest."""
        return list(chain.from_iterable(self.rules.get(name, ()) for name in (*self.order, "")))


def make(sheets: Iterable[str]) -> str:
    """Return one style sheet without layers.

    Args:
        sheets: texts in the order in which they would stand in a page.

    Raises:
        StyleError: a text is no style sheet, or names a layer before the order of layers.
    """
    layers = _Layers()
    for css in sheets:
        layers.add(css)
    rules = layers.in_order()
    for rule in rules:
        _note_displays(rule, layers.displays)
    return "".join(_lowered(rule, layers.displays) for rule in rules)


def _rules(css) -> list[Node]:
    nodes = tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True)
    _refuse_errors(nodes)
    return nodes


def _declarations(rule: QualifiedRule) -> list[Declaration]:
    nodes = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    _refuse_errors(nodes)
    return nodes


def _refuse_errors(nodes: Iterable[Node]) -> None:
    for node in nodes:
        if node.type == "error":
            raise StyleError(f"{node.message} (line {node.source_line})")


def _selector(rule: QualifiedRule) -> str:
    return tinycss2.serialize(rule.prelude).strip()


def _note_displays(rule: Node, displays: dict[str, str]) -> None:
    if isinstance(rule, QualifiedRule):
        for declaration in _declarations(rule):
            if declaration.lower_name == "display":
                displays.setdefault(_selector(rule), _text(declaration))


def _lowered(rule: Node, displays: dict[str, str]) -> str:
    if isinstance(rule, QualifiedRule):
        return _lowered_rule(rule, displays)
    if isinstance(rule, AtRule) and rule.lower_at_keyword in _HOLDS_RULES and rule.content is not None:
        inner = _rules(rule.content)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{''.join(_lowered(each, displays) for each in inner)}}}"
    return rule.serialize()


def _lowered_rule(rule: QualifiedRule, displays: dict[str, str]) -> str:
    selector, declarations = _selector(rule), _declarations(rule)
    own = {declaration.lower_name: _text(declaration) for declaration in declarations}
    display = own.get("display") or displays.get(selector, "")
    lines = chain.from_iterable(_lowered_declaration(declaration, display) for declaration in declarations)
    made = f"{selector}{{{';'.join(lines)}}}"
    if "flex" in display and own.keys() & _GAPS.keys():
        made += _margins_for_gaps(selector, own)
    return made


def _lowered_declaration(declaration: Declaration, display: str) -> Iterator[str]:
    name, values = declaration.lower_name, _values(declaration)
    important = "!important" if declaration.important else ""
    if name in _SIDES:
        yield from (f"{side}:{value}{important}" for side, value in zip(_SIDES[name], (values[0], values[-1]), strict=True))
    elif name == "inset":
        across = values[1] if len(values) > 1 else values[0]
        edges = (values[0], across, values[2] if len(values) > 2 else values[0], values[3] if len(values) > 3 else across)
        yield from (f"{edge}:{value}{important}" for edge, value in zip(_EDGES, edges, strict=True))
    elif name in _GAPS and "grid" in display:
        yield f"{_GAPS[name]}:{' '.join(values)}"
    elif name == "overflow-wrap" and values == ["anywhere"]:
        yield f"{name}:break-word"
        yield f"{name}:anywhere"
    else:
        plain = _without_min(declaration)
        if plain:
            yield f"{declaration.name}:{plain}{important}"
        yield f"{declaration.name}:{_text(declaration)}{important}"


def _text(declaration: Declaration) -> str:
    return tinycss2.serialize(declaration.value).strip()


def _values(declaration: Declaration) -> list[str]:
    """Return the values of a property that are parted by blanks."""
    values = [""]
    for token in declaration.value:
        if token.type == "whitespace":
            values.append("")
        elif token.type != "comment":
            values[-1] += token.serialize()
    return [value for value in values if value] or [""]


def _without_min(declaration: Declaration) -> str:
    """Return a value with the first argument in the place of each ``min()``; nothing if it has none."""
    text = _text(declaration)
    return tinycss2.serialize(_plain(declaration.value)).strip() if "min(" in text.replace("minmax(", "") else ""


def _plain(tokens: Iterable[Node]) -> Iterator[Node]:
    for token in tokens:
        if token.type != "function":
            yield token
        elif token.lower_name == "min":
            for inner in token.arguments:
                if inner.type == "literal" and inner.value == ",":
                    break
                yield inner
        else:
            yield FunctionBlock(token.source_line, token.source_column, token.name, list(_plain(token.arguments)))


def _margins_for_gaps(selector: str, own: dict[str, str]) -> str:
    """Return margins between the boxes of a row for browsers that know gaps in grids only."""
    row, _, column = own.get("gap", "").partition(" ")
    column = own.get("column-gap") or column or row
    row = own.get("row-gap") or row
    parts = [part.strip() for part in selector.split(",")]
    if own.get("flex-wrap") == "wrap":
        target, margins = " > *", [f"margin-right:{column}"] + ([f"margin-bottom:{row}"] if row else [])
    else:
        target, margins = " > * + *", [f"margin-left:{column}"]
    return f"{_WITHOUT_GAPS}{{{','.join(part + target for part in parts)}{{{';'.join(margins)}}}}}"
