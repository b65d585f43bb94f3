"""A PDF that proves something: is it harmless, and how do its pages look?

It is kept as it was sent, or its electronic signature would break; so whatever could act on the
reader's machine, or hides further files, is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from pypdfium2 import PdfDocument

from app.kit.errors import Invalid
from app.records.evidence_store import MOST_PICTURES

MOST_PAGES = 200
WIDTH, LONGEST_SIDE = 1_400, 4_000
# The last bytes in which a whole file ends (ISO 32000-1, annex H, note 18).
END = 1_024
ACTIVE, FILES, LOCKED, BROKEN = (
    f"evidence.{name}" for name in ("pdf-active", "pdf-files", "pdf-locked", "broken")
)
KEYS = {
    "/JS": ACTIVE,
    "/JavaScript": ACTIVE,
    "/XFA": ACTIVE,
    "/RichMediaContent": ACTIVE,
    "/EmbeddedFiles": FILES,
    "/EF": FILES,
    "/Encrypt": LOCKED,
}
# By the entry that says what a dictionary is.
ACTIVE_ACTIONS = (
    "/JavaScript",
    "/Launch",
    # A file elsewhere: opening it would tell a foreign server who reads this.
    "/GoToR",
    "/Thread",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoTo3DView",
    "/RichMediaExecute",
)
ACTIVE_NOTES = ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
KINDS = {
    "/S": {**dict.fromkeys(ACTIVE_ACTIONS, ACTIVE), "/GoToE": FILES},
    "/Subtype": {**dict.fromkeys(ACTIVE_NOTES, ACTIVE), "/FileAttachment": FILES},
    "/Type": {"/EmbeddedFile": FILES},
}
# Also where no table leads to it: another reader may mend the file in another way.
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
RAW = re.compile(
    rb"/(JavaScript|Launch|GoToR|SubmitForm|ImportData|RichMedia|XFA|EmbeddedFiles?)(?![A-Za-z0-9])"
)


# An address that opens a file or a program, or asks a foreign server for one; web and mail do not.
ELSEWHERE = re.compile(r"(?i)\s*(?!(?:https?|mailto|tel):)(?:[a-z][a-z0-9+.-]*:|//|\\)")


def write_pages(data: bytes, folder: Path) -> int:
    """How many there are; pictures of the first ones in `folder`, called `1.jpg` and so on.

    Raises Invalid; whatever else the libraries raise speaks of a broken file.
    """
    # A file that is an archive, too, is shown to one program and opened by another.
    if b"%%EOF" not in data[-END:] or zipfile.is_zipfile(io.BytesIO(data)):
        raise Invalid(BROKEN)
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Invalid(LOCKED)
    document = PdfDocument(data)
    pages = len(document)
    if not pages:
        raise Invalid(BROKEN)
    if pages > MOST_PAGES:
        raise Invalid("evidence.pdf-long", most=MOST_PAGES)
    if found := next(_findings(reader, data), None):
        raise Invalid(found)
    _draw(document, min(pages, MOST_PICTURES), folder)
    return pages


def _findings(reader: PdfReader, data: bytes) -> Iterator[str]:
    """Codes of what is not harmless."""
    yield from _of_dictionaries(reader.trailer)
    numbers = {(number, gen) for gen, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, gen in sorted(numbers):
        found = reader.get_object(IndirectObject(number, gen, reader))
        yield from _of_dictionaries(found)
        if isinstance(found, StreamObject) and found.get("/Type") == "/ObjStm":
            yield from _of_bytes(found.get_data())
    yield from _of_bytes(data)


def _of_bytes(data: bytes) -> Iterator[str]:
    """Also of a key that stands twice, where readers differ on which one holds."""
    plain = ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)
    if found := RAW.search(plain):
        yield FILES if found[1].startswith(b"Embedded") else ACTIVE


def _of_dictionaries(node: object) -> Iterator[str]:
    """`node` and all that stands in it; what is only referred to has its own turn."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield from _of_dictionary(one)
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


def _of_dictionary(one: DictionaryObject) -> Iterator[str]:
    yield from (KEYS[key] for key in KEYS if key in one)
    for entry, kinds in KINDS.items():
        # Looked up through its reference, where it is one.
        if entry in one and (kind := kinds.get(str(one[entry]))):
            yield kind
    if "/URI" in one and ELSEWHERE.match(str(one["/URI"])):
        yield ACTIVE


def _draw(document: PdfDocument, count: int, folder: Path) -> None:
    # What was filled in, and how a signature looks.
    document.init_forms()
    for place in range(count):
        page = document[place]
        width, height = page.get_size()
        picture = page.render(scale=min(WIDTH / width, LONGEST_SIDE / height)).to_pil()
        picture.convert("RGB").save(folder / f"{place + 1}.jpg", "JPEG", quality=80, optimize=True)
        page.close()
