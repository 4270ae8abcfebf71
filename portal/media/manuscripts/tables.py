"""Tables of a manuscript: what a table says in rows of plain text, and what only uses one to place its text."""

from collections.abc import Callable

from bs4 import Tag

from portal.media.manuscripts.parts import LONGEST_CAPTION, Table

# More is no table that anybody reads; and what one cell spans costs memory.
MOST_ROWS, MOST_COLUMNS = 500, 40
_LONGEST_CELL = 500


def table_of(element: Tag, text_of: Callable[[Tag], str], is_hidden: Callable[[Tag], bool]) -> Table | None:
    """Return what a table says, or nothing where it only places text and pictures on a page.

    Args:
        element: the ``<table>``.
        text_of: gives the words of a cell.
        is_hidden: tells what nobody sees.
    """
    if element.find("table") or element.find("img"):
        return None
    lines = [row for row in element.find_all("tr") if not is_hidden(row)]
    cells = [[cell for cell in row.find_all(["td", "th"]) if not is_hidden(cell)] for row in lines]
    is_sheet = any("xl" in " ".join(cell.get("class") or []) for row in cells for cell in row)
    rows, merged = _grid(cells, text_of)
    caption = element.find("caption")
    table = _trimmed(Table(rows, text_of(caption) if caption else "", merged))
    width = max((len(row) for row in table.rows), default=0)
    places_text = (
        width < 2 or (len(table.rows) < 2 and not is_sheet) or any(len(cell) > _LONGEST_CELL for row in table.rows for cell in row)
    )
    return None if places_text and not (is_sheet and table.rows) else table


def _grid(cells: list[list[Tag]], text_of: Callable[[Tag], str]) -> tuple[list[list[str]], list[list[int]]]:
    """Return the rows with a place for whatever a cell spans, and the cells that span several."""
    taken: dict[tuple[int, int], str] = {}
    merged: list[list[int]] = []
    for number, row in enumerate(cells[:MOST_ROWS]):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            down = min(_span(cell, "rowspan"), len(cells) - number)
            across = min(_span(cell, "colspan"), MOST_COLUMNS - column)
            for below in range(down):
                for right in range(across):
                    taken[number + below, column + right] = ""
            taken[number, column] = text_of(cell)
            if down > 1 or across > 1:
                merged.append([number, column, down, across])
    height = max((row for row, _column in taken), default=-1) + 1
    width = max((column for _row, column in taken), default=-1) + 1
    return [[taken.get((row, column), "") for column in range(width)] for row in range(height)], merged


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 4 else 1


def _trimmed(table: Table) -> Table:
    """Return a table without empty rows and columns at its end; a first row of one cell across it is its caption."""
    rows, merged = table.rows, table.merged
    width = max((len(row) for row in rows), default=0)
    if len(rows) > 1 and not table.caption and width > 1 and [0, 0, 1, width] in merged and 0 < len(rows[0][0]) <= LONGEST_CAPTION:
        table.caption, rows = rows[0][0].replace("\n", " "), rows[1:]
        merged = [[row - 1, column, down, across] for row, column, down, across in merged if row]
    while rows and not any(rows[-1]):
        rows = rows[:-1]
    while rows and rows[0] and not any(row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    clipped = [
        [row, column, min(down, len(rows) - row), min(across, len(rows[0]) - column)] for row, column, down, across in merged if rows
    ]
    table.merged = [[row, column, down, across] for row, column, down, across in clipped if down > 0 and across > 0 and down * across > 1]
    table.rows = rows
    return table
