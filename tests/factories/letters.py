"""What stands on a letter, as its reader and as a camera sees it."""

import io
import re

from pypdf import PdfReader


def words_on(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def code_on(pdf: bytes) -> str:
    """As it is printed."""
    return re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", words_on(pdf))[0]


def scanned(pdf: bytes) -> str:
    """The path that a click on the QR code opens."""
    found = PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]
    addresses = [one.get_object()["/A"]["/URI"] for one in found]
    return next(path for one in addresses if (path := re.sub("^https?://[^/]+", "", one))[10:])
