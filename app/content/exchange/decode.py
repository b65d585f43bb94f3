"""Text out of files that say nothing about their encoding."""

import codecs

from app.content.limits import CONTROL

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else as Windows writes Western text; lines end in `\\n`.

    Control characters, which no course file may hold, become blanks.
    """
    return cleaned(raw_text(data))


def raw_text(data: bytes) -> str:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def cleaned(text: str) -> str:
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
