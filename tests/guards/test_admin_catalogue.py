"""The project's catalogue fills what the installed packages lack in Chinese, and stays true to them when they are upgraded."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation

from tests.guards.message_ids import installed_messages

CATALOGUES = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES"
FILES = ("django", "djangojs")
PLACE = re.compile(r"%\(\w+\)[sdr]|%[sdr]|\{[\w.]*\}|</?[a-z][^>]*>")
HAN = re.compile(r"[\u4e00-\u9fff]")

# Wagtail imports two filters of django.contrib.humanize, naturaltime and intcomma; no screen uses the words of the others.
UNUSED = re.compile(
    r"Humanize|\{\}(st|nd|rd|th)|%\(value\)s (\w+illion|googol)|one|two|three|four|five|six|seven|eight|nine|today|tomorrow|yesterday"
)
# Messages whose translation leaves out places on purpose; the reason stands beside the entry in the catalogue.
FEWER_PLACES = {"%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"}


@cache
def _messages():
    return installed_messages()


def _entries(name):
    return polib.pofile(str(CATALOGUES / f"{name}.po"))


def _key(entry):
    return (entry.msgctxt, entry.msgid)


def _javascript_messages():
    source = Path(apps.get_app_config("wagtailadmin").path) / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    return {_key(entry) for entry in polib.pofile(str(source)) if not entry.obsolete}


def _is_translated(catalogue, message):
    context, text = message
    key = f"{context}\x04{text}" if context else text
    return any(candidate in catalogue._catalog for candidate in (key, (key, 0), (key, 1)))


def test_every_message_of_the_installed_packages_is_chinese():
    catalogue = DjangoTranslation("zh-hans")
    missing = {
        text: sorted(files)[0]
        for (context, text), files in _messages().items()
        if not UNUSED.fullmatch(text) and not _is_translated(catalogue, (context, text))
    }
    assert missing == {}, f"add these to {CATALOGUES}/django.po and compile it"


def test_every_message_of_the_admin_scripts_is_chinese():
    folder = Path(apps.get_app_config("wagtailadmin").path) / "locale"
    catalogue = DjangoTranslation("zh-hans", domain="djangojs", localedirs=[str(folder)])
    missing = [text for context, text in sorted(_javascript_messages()) if not _is_translated(catalogue, (context, text))]
    assert missing == [], f"add these to {CATALOGUES}/djangojs.po and compile it"


def test_no_entry_is_left_over_from_an_older_version():
    assert [entry.msgid for entry in _entries("django") if _key(entry) not in _messages()] == []
    assert [entry.msgid for entry in _entries("djangojs") if _key(entry) not in _javascript_messages()] == []


@pytest.mark.parametrize("name", FILES)
def test_the_compiled_catalogue_is_up_to_date(name):
    """A fresh machine has no gettext programs, so the compiled file is kept; write it with `manage.py compilemessages` or polib."""

    def content(entries):
        return {_key(entry): entry.msgstr or list(entry.msgstr_plural.values()) for entry in entries}

    assert content(polib.mofile(str(CATALOGUES / f"{name}.mo"))) == content(_entries(name))


@pytest.mark.parametrize("name", FILES)
def test_entries_are_complete_and_single(name):
    entries = _entries(name)
    assert entries.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not entry.translated()] == []
    assert len({_key(entry) for entry in entries}) == len(entries)
    assert [entry.msgid for entry in entries if entry.msgid_plural and list(entry.msgstr_plural) != [0]] == []


@pytest.mark.parametrize("name", FILES)
def test_places_for_values_and_tags_are_kept(name):
    wrong = []
    for entry in _entries(name):
        chinese = entry.msgstr or entry.msgstr_plural[0]
        allowed = [sorted(PLACE.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        if sorted(PLACE.findall(chinese)) not in allowed and entry.msgid not in FEWER_PLACES:
            wrong.append(f"{entry.msgid} -> {chinese}")
    assert wrong == []


@pytest.mark.parametrize("name", FILES)
def test_translations_are_chinese(name):
    def words(text):
        return re.sub(r"[^A-Za-z]", "", PLACE.sub("", text))

    chinese = [(entry.msgid, entry.msgstr or entry.msgstr_plural[0]) for entry in _entries(name)]
    assert [text for source, text in chinese if words(source) and words(text) and not HAN.search(text)] == []
