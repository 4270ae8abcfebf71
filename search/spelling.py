"""What somebody meant who wrote it otherwise, read off the best hit."""

from search.analysis.normalise import normalise
from search.analysis.pinyin import readings
from search.analysis.synonyms import alternatives_of
from search.highlighting import found_writing
from search.models import SearchEntry
from search.ranking import Text, value_in
from search.understanding import SOUND, TEXT, Group, Question


def correction(question: Question, entry_id: int) -> str:
    """Return the query with each group written as the best hit has it; nothing if that is how it was typed."""
    entry = SearchEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        return ""
    corrected, text = question.text, Text.of(entry)
    for group in question.groups:
        written = _written(group, text)
        if written and written != group.text:
            corrected = corrected.replace(group.text, written)
    return corrected if corrected != question.text else ""


def _written(group: Group, text: Text) -> str:
    fitting = [(alternative.weight * value_in(alternative, text), alternative) for alternative in group.alternatives]
    value, best = max(fitting, key=lambda pair: pair[0])
    if not value:
        return ""
    if best.kind == TEXT:
        return _writing_behind(group, best.text)
    title = normalise(text.title)
    return found_writing(title, best.tokens, readings(title)) if best.kind == SOUND else ""


def _writing_behind(group: Group, found: str) -> str:
    """Return what was meant where a word was found: another word for the same is no other writing of what was typed."""
    if found in alternatives_of(group.text):
        return ""
    syllables = readings(group.text)
    alike = (other.text for other in group.alternatives if other.text != group.text and readings(other.text) == syllables)
    return next((text for text in alike if syllables and found in alternatives_of(text)), found)
