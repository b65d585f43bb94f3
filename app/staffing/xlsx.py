"""The first visible sheet of an XLSX file, row by row, as text.

Read as a stream and sparsely, so that neither a cell far out nor a million empty ones cost memory.
A formula is the value that was stored with it; nothing is computed, and no link is followed.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from app.kit.errors import Invalid

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
# Of the parts that only say what the book is like.
MOST_BYTES_BESIDE = 20 * 1024 * 1024
MOST_STRINGS = 2_000_000
MOST_COLUMNS = 200
# Elements within one row or one shared text, which are read as a whole; and how deep they lie.
MOST_PARTS = 10_000
# Of a whole sheet: a hundred thousand rows of thirty columns, read in a minute or two.
MOST_ELEMENTS = 10_000_000
DEEPEST = 50
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Numbers of the formats that show days and moments and that every spreadsheet knows.
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
BROKEN = (BadZipFile, ParseError, DefusedXmlException, zlib.error, KeyError, ValueError, EOFError)


def read(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """(number of the row as the spreadsheet shows it, cells). Raises Invalid."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            _refuse_bombs(archive)
            path, is_1904 = _first_sheet(archive)
            strings, dates = _strings(archive), _date_styles(archive)
            epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
            yield from _rows(archive, path, strings, dates, epoch)
    except (*BROKEN, NotImplementedError, RuntimeError, OverflowError) as error:
        raise Invalid("staffing.file-broken") from error


def _refuse_bombs(archive: ZipFile) -> None:
    """What is said of an entry's size is true: reading on beyond it fails by its checksum."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_BYTES:
        raise Invalid("staffing.file-large")
    beside = {WORKBOOK, RELATIONS, STYLES}
    if any(one.file_size > MOST_BYTES_BESIDE for one in entries if one.filename in beside):
        raise Invalid("staffing.file-large")


def _first_sheet(archive: ZipFile) -> tuple[str, bool]:
    """Its path in the archive, and whether days are counted from 1904."""
    wanted, is_1904 = "", False
    for _, part in _elements(archive, WORKBOOK):
        if _name(part) == "workbookPr":
            is_1904 = part.get("date1904") in ("1", "true")
        if _name(part) == "sheet" and not wanted and part.get("state", "visible") == "visible":
            wanted = part.get(RELATION, "")
    for _, part in _elements(archive, RELATIONS):
        if _name(part) == "Relationship" and part.get("Id") == wanted:
            target = part.get("Target", "").lstrip("/")
            return (target if target.startswith("xl/") else f"xl/{target}"), is_1904
    raise KeyError(wanted)


def _elements(archive: ZipFile, path: str, *, whole: str = "") -> Iterator[tuple[str, Element]]:
    """(name of what it lies in, element) as each ends. Only those called `whole` still hold their
    own then: what was read does not stay in memory."""
    if path not in archive.namelist():
        return
    above: list[Element] = []
    within = parts = total = 0
    with archive.open(path) as file:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                above.append(element)
                within += _name(element) == whole
                if len(above) > DEEPEST:
                    raise Invalid("staffing.file-broken")
                continue
            above.pop()
            yield _name(above[-1]) if above else "", element
            within -= _name(element) == whole
            parts = parts + 1 if within else 0
            total += 1
            if total > MOST_ELEMENTS:
                raise Invalid("staffing.file-large")
            if parts > MOST_PARTS:
                raise Invalid("staffing.file-wide")
            if above and not within:
                del above[-1][:]


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _strings(archive: ZipFile) -> list[str]:
    """Texts that cells share."""
    found: list[str] = []
    for _, element in _elements(archive, STRINGS, whole="si"):
        if _name(element) == "si":
            found.append(_text_in(element))
            if len(found) > MOST_STRINGS:
                raise Invalid("staffing.file-large")
    return found


def _text_in(element: Element) -> str:
    """Without the reading aids (rPh) of East Asian names."""
    aids = {id(t) for aid in element.iter() if _name(aid) == "rPh" for t in aid.iter()}
    parts = [one.text for one in element.iter() if _name(one) == "t" and id(one) not in aids]
    return "".join(filter(None, parts))


def _date_styles(archive: ZipFile) -> set[str]:
    """Numbers of the cell styles that show a day."""
    own: set[int] = set()
    found: set[str] = set()
    count = 0
    for holder, element in _elements(archive, STYLES):
        if _name(element) == "numFmt":
            shown = NOT_SHOWN.sub("", element.get("formatCode", "")).casefold()
            if "y" in shown or "d" in shown:
                own.add(int(element.get("numFmtId", "0")))
        if holder == "cellXfs":
            kind = int(element.get("numFmtId", "0"))
            if kind in own or kind in DATE_FORMATS:
                found.add(str(count))
            count += 1
    return found


def _rows(
    archive: ZipFile, path: str, strings: list[str], dates: set[str], epoch: datetime
) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for _, element in _elements(archive, path, whole="row"):
        if _name(element) == "row":
            number = int(element.get("r") or number + 1)
            yield number, _cells(element, strings, dates, epoch)


def _cells(row: Element, strings: list[str], dates: set[str], epoch: datetime) -> list[str]:
    found: list[str] = []
    place = -1
    for cell in row:
        reference = cell.get("r")
        place = _column(reference) if reference else place + 1
        if place >= MOST_COLUMNS:
            break
        found.extend([""] * (place + 1 - len(found)))
        found[place] = _value(cell, strings, dates, epoch)
    return found


def _column(reference: str) -> int:
    """0 for “A7”."""
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = min(place * 26 + ord(letter) - 64, MOST_COLUMNS + 1)
    if place < 1:
        raise ValueError(reference)
    return place - 1


def _value(cell: Element, strings: list[str], dates: set[str], epoch: datetime) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_in(cell)
    text = next((part.text or "" for part in cell if _name(part) == "v"), "")
    if kind == "s" and text:
        return _shared(strings, int(text))
    if kind == "n" and text and cell.get("s") in dates:
        return _day(text, epoch)
    return text


def _day(text: str, epoch: datetime) -> str:
    """As it is where it is none: the cell is blamed for it, not the file."""
    try:
        return (epoch + timedelta(days=float(text))).date().isoformat()
    except (OverflowError, ValueError):
        return text


def _shared(strings: list[str], number: int) -> str:
    if not 0 <= number < len(strings):
        raise ValueError(number)
    return strings[number]
