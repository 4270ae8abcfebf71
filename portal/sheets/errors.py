"""What can be wrong with a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


class SheetError(Exception):
    """The file as a whole cannot be used; the message is for the person who sent it."""


@dataclass(frozen=True)
class CellError:
    """One thing that is wrong in one row.

    Args:
        row: row number as the spreadsheet program shows it.
        heading: heading of the column; empty if the row as a whole is wrong.
        message: what is wrong and what would be right.
    """

    row: int
    heading: str
    message: str

    def __str__(self):
        if self.heading:
            return _("第 %(row)d 行“%(heading)s”：%(message)s") % {"row": self.row, "heading": self.heading, "message": self.message}
        return _("第 %(row)d 行：%(message)s") % {"row": self.row, "message": self.message}
