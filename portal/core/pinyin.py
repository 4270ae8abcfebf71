"""Readings of Chinese characters by pypinyin, loaded when first asked for: its phrases take 50 MB that most processes never need."""

import os


def lazy_pinyin(text: str, **options) -> list[str]:
    """Return the syllables of a text as ``pypinyin.lazy_pinyin`` does, phrases read as phrases (重庆 is chongqing, not zhongqing)."""
    # Nobody here adds readings of their own to pypinyin's, so it need not copy its dictionaries.
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin import lazy_pinyin as read

    return read(text, **options)
