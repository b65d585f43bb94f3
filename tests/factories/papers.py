"""PDFs and pictures as people send them, and as somebody might who means harm."""

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"


def pdf(
    *, catalog: bytes = b"", page: bytes = b"", more: Sequence[bytes] = (), trailer: bytes = b""
) -> bytes:
    """One blank page; `catalog`, `page` and `trailer` are added to theirs, `more` are objects from
    number 4 on."""
    objects = [CATALOG % catalog, PAGES, PAGE % page, *more]
    return _file(objects, trailer)


def pdf_with_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return _file([CATALOG % b"", pages, *([PAGE % b""] * count)])


def pdf_with_stream(held: bytes, *, catalog: bytes) -> bytes:
    """`held` is object 4, which stands compressed in an object stream (ISO 32000-1, 7.5.7)."""
    packed = zlib.compress(b"4 0 " + held)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    stream += b"\nstream\n%s\nendstream" % packed
    body = b"%PDF-1.5\n"
    starts = {}
    for number, text in ((1, CATALOG % catalog), (2, PAGES), (3, PAGE % b""), (5, stream)):
        starts[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"\0\0\0\0\0\0\0"
    for number in range(1, 7):
        kind, place = (2, 5) if number == 4 else (1, starts.get(number, len(body)))
        table += struct.pack(">BIH", kind, place, 0)
    head = b"<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length %d >>" % len(table)
    xref = b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, table)
    return body + xref + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    body, starts = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    body_end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body_end += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return body + body_end + b"startxref\n%d\n%%%%EOF\n" % len(body)


def photo(form: str = "JPEG", *, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Red in its upper left quarter, white elsewhere."""
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    file = io.BytesIO()
    picture.save(file, form, **options)  # type: ignore[arg-type]
    return file.getvalue()


def huge_png(side: int) -> bytes:
    """Says that it has so many pixels a side, in a hundred bytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
