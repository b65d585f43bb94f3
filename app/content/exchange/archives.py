"""Office files are archives of XML: bounds on both before any library opens them."""

import io
import re
import zlib
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException

from app.content.exchange.format import Unreadable
from app.content.exchange.xml_tree import parse

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024
MOST_RATIO = 200
MOST_ELEMENTS = 600_000
DEEPEST = 120
XML = (".xml", ".rels", ".vml")
REFERENCE = re.compile(r"([A-Z]{1,4})?(\d{1,9})?")


class Guard(ContentHandler):
    """Counts, and refuses a cell so far off that a dense sheet would fill the memory."""

    def __init__(self, most_rows: int, most_columns: int) -> None:
        super().__init__()
        self.most_rows, self.most_columns = most_rows, most_columns
        self.count = self.depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.count += 1
        self.depth += 1
        if self.count > MOST_ELEMENTS or self.depth > DEEPEST:
            raise Unreadable("E908", case="size")
        if name.rpartition(":")[2] in ("c", "row", "mergeCell") and self.most_rows:
            self.check(attrs.get("r") or attrs.get("ref") or "")

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1

    def check(self, reference: str) -> None:
        for part in reference.split(":"):
            match = REFERENCE.fullmatch(part)
            column, row = match.groups() if match else ("ZZZZ", None)
            if column_number(column or "") > self.most_columns or int(row or 0) > self.most_rows:
                raise Unreadable("E908", case="cells")


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def checked(data: bytes, needed: str, *, most_rows: int = 0, most_columns: int = 0) -> None:
    """Raises Unreadable unless it is a bounded archive holding `needed`, whose XML is harmless."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive, needed)
            for entry in archive.infolist():
                if entry.filename.lower().endswith(XML):
                    parse(archive.read(entry), Guard(most_rows, most_columns))
    except DefusedXmlException as error:
        raise Unreadable("E906") from error
    except (BadZipFile, zlib.error, SAXException, OSError, EOFError) as error:
        raise Unreadable("E901", case="office") from error
    except (ValueError, LookupError, RuntimeError, NotImplementedError) as error:
        raise Unreadable("E901", case="office") from error


def check_sizes(archive: ZipFile, needed: str) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    xml = sum(e.file_size for e in entries if e.filename.lower().endswith(XML))
    if needed not in names or len(set(names)) < len(names):
        raise Unreadable("E901", case="office")
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or xml > MOST_XML:
        raise Unreadable("E908", case="size")
    if total > MOST_RATIO * max(packed, 1) or any(e.flag_bits & 1 for e in entries):
        raise Unreadable("E908", case="size")
