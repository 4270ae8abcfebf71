"""The words of visible entries with their readings: kept up to date with the entries, asked for completions and spellings."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import F, Q

from search.analysis.normalise import is_han, normalise
from search.analysis.pinyin import readings

_MOST_TITLE = 24
_MOST_TEXTS = 6


def terms_of(entry) -> set[tuple[str, bool]]:
    """Return the words of an entry's title and keywords, and its title if it is short enough to be typed; each with "is a title"."""
    words = {word for field in (entry.title_words, entry.keyword_words) for word in field.split() if len(word) > 1 and not word.isdigit()}
    title = normalise(entry.title)
    found = {(word[:60], False) for word in words if word != title}
    return found | ({(title, True)} if 1 < len(title) <= _MOST_TITLE else set())


def change(before: set[tuple[str, bool]], after: set[tuple[str, bool]]) -> None:
    """Count the terms that an entry has gained and lost."""
    from search.models import SearchTerm

    lost = [text for text, _title in before - after]
    if lost:
        SearchTerm.objects.filter(text__in=lost).update(entries=F("entries") - 1)
    gained = sorted(after - before)
    if gained:
        SearchTerm.objects.bulk_create([term(text, is_title) for text, is_title in gained], ignore_conflicts=True)
        SearchTerm.objects.filter(text__in=[text for text, _title in gained]).update(entries=F("entries") + 1)


def recount(entries: Iterable) -> int:
    """Count all terms anew from all visible entries; return their number."""
    from search.models import SearchTerm

    counted: Counter[tuple[str, bool]] = Counter()
    for entry in entries:
        counted.update(terms_of(entry))
    SearchTerm.objects.all().delete()
    merged: dict[str, object] = {}
    for (text, is_title), number in counted.items():
        kept = merged.setdefault(text, term(text, is_title))
        kept.entries += number
        kept.is_title |= is_title
    SearchTerm.objects.bulk_create(merged.values(), batch_size=500)
    return len(merged)


def term(text: str, is_title: bool):
    """Return an unsaved term with its reading."""
    from search.models import SearchTerm

    read = readings(text) if is_han(text) or any(map(is_han, text)) else []
    initials = "".join(syllable[0] for syllable in read)
    return SearchTerm(text=text, pinyin="".join(read)[:240], initials=initials[:60], is_title=is_title)


def texts_read(spellings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the known words by their reading, the most frequent first, for those of the given spellings that any word has."""
    from search.models import SearchTerm

    wanted = list(dict.fromkeys(spellings))
    found: dict[str, list[str]] = {}
    for start in range(0, len(wanted), 500):
        rows = SearchTerm.objects.filter(pinyin__in=wanted[start : start + 500], entries__gt=0).order_by("-entries", "text")
        for text, pinyin in rows.values_list("text", "pinyin"):
            found.setdefault(pinyin, []).append(text)
    return {pinyin: tuple(texts[:_MOST_TEXTS]) for pinyin, texts in found.items()}


def completions(text: str, limit: int = 5) -> list[str]:
    """Return known terms that go on from a typed text: written so, read so, or with these first letters."""
    from search.models import SearchTerm

    typed = "".join(normalise(text).split())
    if not typed:
        return []
    match = Q(text__startswith=typed)
    if typed.isascii() and typed.isalpha():
        match |= Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    rows = SearchTerm.objects.filter(match, entries__gt=0).order_by("-entries", "text").values_list("text", flat=True)
    return list(rows[:limit])
