"""The words of visible entries with their readings: kept up to date with the entries, asked for completions and spellings."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import F, Q

from portal.core.cache import shared
from search.analysis.normalise import IS_HAN, normalise
from search.analysis.pinyin import readings
from search.analysis.words import own_words

_MOST_TITLE = 24
_MOST_TEXTS = 6
_COMMON_SHARE, _LEAST_COMMON = 0.3, 20
_read_ahead: ContextVar[dict[str, tuple[str, ...]]] = ContextVar("readings_known", default={})  # noqa: B039 - never changed
# Where a term was found: only in running text, in a title or keyword, or it is a title.
IN_TEXT, IN_TITLE, IS_TITLE = 0, 1, 2


def terms_of(entry) -> dict[str, int]:
    """Return the words of an entry, and its title if it is short enough to be typed, with where they stand."""
    found = {word: IN_TEXT for word in entry.body_words.split() if len(word) > 1 and IS_HAN.match(word)}
    named = (word for field in (entry.title_words, entry.keyword_words) for word in field.split())
    found |= {word[:60]: IN_TITLE for word in named if len(word) > 1 and not word.isdigit()}
    title = "".join(normalise(entry.title).split())
    return found | ({title: IS_TITLE} if 1 < len(title) <= _MOST_TITLE else {})


def change(before: dict[str, int], after: dict[str, int]) -> None:
    """Count the terms that an entry has gained and lost."""
    from search.models import SearchTerm

    lost, gained = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    for some in _batches(lost):
        SearchTerm.objects.filter(text__in=some).update(entries=F("entries") - 1)
        # A word that nobody shows any longer may be the text of somebody who has taken it back.
        SearchTerm.objects.filter(text__in=some, entries__lte=0).delete()
    for some in _batches(gained):
        SearchTerm.objects.bulk_create([term(text, after[text]) for text in some], ignore_conflicts=True)
        SearchTerm.objects.filter(text__in=some).update(entries=F("entries") + 1)
        for place in (IN_TITLE, IS_TITLE):
            named = [text for text in some if after[text] == place]
            SearchTerm.objects.filter(text__in=named, place__lt=place).update(place=place)


def recount(entries: Iterable) -> int:
    """Count all terms anew from all visible entries; return their number."""
    from search.models import SearchTerm

    counted: dict[str, SearchTerm] = {}
    for entry in entries:
        for text, place in terms_of(entry).items():
            kept = counted.get(text)
            if kept is None:
                kept = counted[text] = term(text, place)
            kept.entries += 1
            kept.place = max(kept.place, place)
    SearchTerm.objects.all().delete()
    SearchTerm.objects.bulk_create(counted.values(), batch_size=500)
    return len(counted)


def term(text: str, place: int):
    """Return an unsaved term with its reading."""
    from search.models import SearchTerm

    read = readings(text)
    return SearchTerm(text=text, pinyin="".join(read)[:240], initials="".join(syllable[0] for syllable in read)[:60], place=place)


def texts_read(spellings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the known words by their reading, the most frequent first, for those of the given spellings that any word has."""
    from search.models import SearchTerm

    wanted = list(dict.fromkeys(spellings))
    ahead = _read_ahead.get()
    if ahead.keys() >= set(wanted):
        return {spelling: ahead[spelling] for spelling in wanted if ahead[spelling]}
    found = {spelling: list(texts) for spelling, texts in _own_by("reading").items() if spelling in set(wanted)}
    for some in _batches(wanted):
        rows = SearchTerm.objects.filter(pinyin__in=some, entries__gt=0).order_by("-place", "-entries", "text")
        for text, pinyin in rows.values_list("text", "pinyin"):
            found.setdefault(pinyin, []).append(text)
    return {pinyin: tuple(dict.fromkeys(texts))[:_MOST_TEXTS] for pinyin, texts in found.items()}


@contextmanager
def reading_ahead(spellings: Iterable[str]) -> Iterator[None]:
    """Ask for the words of many readings at once; inside the block :func:`texts_read` needs no statement for any of them."""
    wanted = set(spellings)
    found = texts_read(wanted) if wanted else {}
    token = _read_ahead.set({spelling: found.get(spelling, ()) for spelling in wanted})
    try:
        yield
    finally:
        _read_ahead.reset(token)


def common_terms() -> frozenset[str]:
    """Return the words that so many entries have that they tell little apart, such as the county's own name."""
    return shared("search:common-terms", _common_terms)


def _common_terms() -> frozenset[str]:
    from search.models import SearchEntry, SearchTerm

    most = SearchEntry.objects.visible().count() * _COMMON_SHARE
    return frozenset(SearchTerm.objects.filter(entries__gt=max(most, _LEAST_COMMON)).values_list("text", flat=True))


def own_with_initials(letters: str) -> tuple[str, ...]:
    """Return the county's own words whose syllables start with these letters."""
    return _own_by("initials").get(letters, ())


def _own_by(what: str) -> dict[str, tuple[str, ...]]:
    return shared(f"search:own-by-{what}", lambda: _build_own(what))


def _build_own(what: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in own_words():
        read = readings(word)
        if len(read) > 1:
            found.setdefault("".join(read) if what == "reading" else "".join(syllable[0] for syllable in read), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def completions(text: str, limit: int = 5) -> list[str]:
    """Return known terms that go on from a typed text: written so, read so, or with these first letters; then titles that hold it."""
    from search.models import SearchTerm

    typed = "".join(normalise(text).split())
    if not typed:
        return []
    known = SearchTerm.objects.filter(entries__gt=0, place__gt=IN_TEXT).order_by("-entries", "text").values_list("text", flat=True)
    match = Q(text__startswith=typed)
    if typed.isascii() and typed.isalpha():
        match |= Q(pinyin__startswith=typed) | Q(initials__startswith=typed)
    found = list(known.filter(match)[:limit])
    if len(found) < limit:
        found += known.filter(place=IS_TITLE, text__contains=typed).exclude(text__in=found)[: limit - len(found)]
    return found


def _batches(items: list, size: int = 500) -> Iterable[list]:
    return (items[start : start + size] for start in range(0, len(items), size))
