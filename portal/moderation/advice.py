"""What authors are told about a hit: what to do, in one sentence a word. How the matcher found it is for the reviewer's screen."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from portal.core.text import clean_line
from portal.moderation.screening import Action, is_personal

# Stands in a hit's term between words that are not next to one another.
_FAR = "…"


def advice(hits: Iterable[dict], *, strictest: bool = False, places: bool = True) -> list[str]:
    """Return one sentence for each word or passage that the rules object to, field by field.

    Args:
        hits: as a screening keeps them; of hits that overlap one speaks.
        strictest: leave out what does not block.
        places: name the fields in which the words stand.
    """
    found: dict[str, list[dict]] = {}
    for hit in _apart(hit for hit in hits if hit["action"] == Action.BLOCK or not strictest):
        if words := _words(hit):
            found.setdefault(words, []).append(hit)
    return [_sentence(words, same, places=places) for words, same in found.items()]


def _words(hit: dict) -> str:
    """Return the words as the author wrote them, a personal number with its middle masked; old screenings kept the rule's word only."""
    if is_personal(hit):
        return hit.get("masked") or hit["term"]
    return clean_line(hit.get("shown") or ("" if "|" in hit["term"] or "@" in hit["term"] else hit["term"]) or hit["excerpt"])


def _apart(hits: Iterable[dict]) -> list[dict]:
    """Return hits that do not overlap: the strictest, then words side by side, then the longest."""
    kept: list[dict] = []
    for hit in sorted(hits, key=lambda hit: (-_weight(hit), _FAR in hit["term"], hit["start"] - hit["end"])):
        if not any(hit["field"] == other["field"] and hit["start"] < other["end"] and other["start"] < hit["end"] for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit["field"], hit["start"]))


def _weight(hit: dict) -> int:
    return Action(hit["action"]).weight


def _sentence(words: str, same: Sequence[dict], *, places: bool) -> str:
    worst = max(same, key=_weight)
    said = _about_a_number(worst, words) if is_personal(worst) else _about_words(worst, words)
    where = "、".join(dict.fromkeys(hit["label"] for hit in same if hit["label"]))
    return f"{said}（{where}）" if places and where else said


def _about_words(hit: dict, words: str) -> str:
    if hit["action"] == Action.BLOCK:
        return _("请删去“%(words)s”。") % {"words": words}
    return _("请核对“%(words)s”，不妥的请修改。") % {"words": words}


def _about_a_number(hit: dict, words: str) -> str:
    what, masked = hit["term"].partition("（")[0], hit.get("masked", "")
    if not masked:
        return _("请核对%(what)s，不能公开的请遮盖。") % {"what": what}
    if "*" not in masked:
        return _("请核对%(what)s“%(words)s”。") % {"what": what, "words": masked}
    if hit["action"] == Action.NOTE:
        return _("请确认可以公开%(what)s“%(words)s”。") % {"what": what, "words": masked}
    return _("请遮盖%(what)s，改写成“%(words)s”。") % {"what": what, "words": masked}
