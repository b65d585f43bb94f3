"""Questions and lessons in other formats. One format is one file beside this one, and one entry.

A format that needs a heavy library loads it when it is used.
"""

import re
from pathlib import PurePosixPath

from app.content.exchange.aiken import Aiken
from app.content.exchange.csv_bank import CsvBank
from app.content.exchange.format import Exported, Format, Imported, Wishes
from app.content.exchange.gift import Gift
from app.content.exchange.moodle_xml import MoodleXml
from app.content.exchange.printable import Printable
from app.content.exchange.word import Word
from app.content.exchange.xlsx_bank import XlsxBank

__all__ = ["FORMATS", "Exported", "Format", "Imported", "Wishes", "format_for"]

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (Aiken(), Gift(), MoodleXml(), CsvBank(), XlsxBank(), Word(), Printable())
}
AIKEN = re.compile(rb"^[ \t]*ANSWER:", re.MULTILINE)


def format_for(name: str, data: bytes) -> Format | None:
    """The format to read a file with, by its suffix; two text formats are told apart by what is
    in them."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".txt":
        return FORMATS["aiken" if AIKEN.search(data) else "gift"]
    readable = (form for form in FORMATS.values() if form.can_read)
    return next((form for form in readable if suffix in form.suffixes), None)
