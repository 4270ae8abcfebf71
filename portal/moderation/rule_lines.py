"""Lists of terms as people type and upload them, with what is wrong in them line by line."""

import csv
import io

from django.utils.translation import gettext as _

from portal.moderation.screening.automaton import parse
from portal.moderation.screening.folding import Folder
from portal.moderation.screening.shipped import ACTIONS, lines

_LONGEST = 200
_ENCODINGS = ("utf-8-sig", "gb18030")
_PLAIN = Folder({})


def check_terms(text: str, *, uploaded: bool = False) -> list[str]:
    """Return what is wrong with terms, one a line, in words that name the line.

    Args:
        uploaded: whether they come from a file; then a single character is taken for a mistake.
    """
    problems = _problems(text, with_action=True)
    return [*problems, *_too_short(text)] if uploaded else problems


def check_phrases(text: str) -> list[str]:
    """Return what is wrong with allowed phrases, one a line, in words that name the line."""
    return _problems(text, with_action=False)


def _problems(text: str, *, with_action: bool) -> list[str]:
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        problem = _problem(line.strip(), with_action=with_action) if line.strip() else ""
        if problem:
            found.append(_("第 %(number)s 行：%(problem)s") % {"number": number, "problem": problem})
    return found


def _problem(line: str, *, with_action: bool) -> str:
    pattern, _sign, action = line.partition(" = ") if with_action else (line, "", "")
    if action and action.strip() not in ACTIONS:
        return _("处理方式只能是提示、二次审核或拦截。")
    if len(line) > _LONGEST * 20:
        return _("太长了。")
    try:
        parts, _joints = parse(pattern)
    except ValueError:
        return _("有空缺的词。")
    words = [word for part in parts for word in part if not word.startswith("@")]
    if any(not _PLAIN.plain(word).text for word in words):
        return _("只有符号，没有文字。")
    return ""


def _too_short(text: str) -> list[str]:
    short = [number for number, line in enumerate(text.splitlines(), 1) if len(_PLAIN.plain(line.partition(" = ")[0]).text) == 1]
    problem = _("单独一个字会误伤太多，请写成词，或用“~”与别的词连用。")
    return [_("第 %(number)s 行：%(problem)s") % {"number": number, "problem": problem} for number in short]


def decoded(content: bytes) -> str:
    """Return an uploaded list as text; Chinese Windows programs save GB 18030.

    Raises:
        ValueError: it is neither UTF-8 nor GB 18030, or holds binary data.
    """
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValueError(_("文件不是文本，请另存为 UTF-8 编码的 TXT 或 CSV。"))


def terms_of_file(name: str, content: bytes) -> str:
    """Return the terms of an uploaded list, one a line, rows keeping their numbers.

    A TXT file has one term a line. A CSV file has the term in the first column and, if wanted, the action in the second; a heading row
    is passed over.

    Raises:
        ValueError: the file cannot be read.
    """
    text = decoded(content)
    if not name.lower().endswith(".csv"):
        return text
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise ValueError(_("CSV 格式有误，请用表格软件重新导出。")) from error
    found = []
    for number, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        heading = number == 0 and bool(cells) and cells[0] in {"term", _("词条")}
        found.append("" if heading or not cells else " = ".join(cell for cell in cells[:2] if cell))
    return "\n".join(found)


def joined(old: str, new: str) -> tuple[str, int]:
    """Return ``old`` with the lines of ``new`` that it does not have, and how many those are."""
    kept = lines(old)
    have = {line.partition(" = ")[0] for line in kept}
    added = [line for line in dict.fromkeys(lines(new)) if line.partition(" = ")[0] not in have]
    return "\n".join([*kept, *added]), len(added)
