"""Readings of Chinese characters by pypinyin, loaded when first asked for: its phrases take 50 MB that most processes never need."""


def lazy_pinyin(text: str, **options) -> list[str]:
    """Return the syllables of a text as ``pypinyin.lazy_pinyin`` does, phrases read as phrases (重庆 is chongqing, not zhongqing)."""
    from pypinyin import lazy_pinyin as read

    return read(text, **options)
