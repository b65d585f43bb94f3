"""Whether a file is what its name says, told by how it begins."""

ARCHIVES = (".zip", ".xlsx", ".docx", ".pptx", ".odt", ".ods")
TEXTS = (".txt", ".csv", ".md", ".vtt", ".svg")
BOMS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")

# Suffix → where the mark stands and how it may read.
_MARKS: dict[str, tuple[int, tuple[bytes, ...]]] = {
    ".png": (0, (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": (0, (b"\xff\xd8\xff",)),
    ".jpeg": (0, (b"\xff\xd8\xff",)),
    ".gif": (0, (b"GIF87a", b"GIF89a")),
    ".webp": (8, (b"WEBP",)),
    ".pdf": (0, (b"%PDF-",)),
    ".mp4": (4, (b"ftyp",)),
    ".m4a": (4, (b"ftyp",)),
    ".webm": (0, (b"\x1a\x45\xdf\xa3",)),
    # With tags before the sound, or at once with a frame of layer III.
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
    ".ogg": (0, (b"OggS",)),
    **dict.fromkeys(ARCHIVES, (0, (b"PK\x03\x04", b"PK\x05\x06"))),
}
KNOWN = frozenset((*TEXTS, *_MARKS))


def is_what_it_says(suffix: str, data: bytes) -> bool:
    """`suffix` in small letters with its dot; one that is not known is never what it says."""
    if suffix in TEXTS:
        return data.startswith(BOMS_OF_UTF16) or b"\x00" not in data
    if suffix not in _MARKS:
        return False
    offset, marks = _MARKS[suffix]
    return data[offset:].startswith(marks) if offset < len(data) else False
