"""Readable ids out of titles and file names."""

import re
import unicodedata

PREFIX = re.compile(r"\d+[-_. ]+")


def slug(text: str, *, longest: int = 60) -> str:
    """ASCII letters, digits and hyphens; "" where nothing of the text survives."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def slug_of_file(name: str) -> str:
    """`01-dasar-hukum.md` is `dasar-hukum`: the number only gives the order."""
    stem = name.removesuffix(".md")
    return slug(PREFIX.sub("", stem, count=1) or stem)
