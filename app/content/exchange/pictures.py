"""Pictures that come with a file, as files in assets/."""

import base64
import binascii
import posixpath
from dataclasses import dataclass, field

from app.content.findings import Report
from app.content.keys import unused
from app.content.slugs import slug

MOST_BYTES = 10 * 1024 * 1024
MOST = 500
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)


@dataclass(slots=True)
class Pictures:
    """`found`: bytes by course-relative path."""

    report: Report
    found: dict[str, bytes] = field(default_factory=dict)

    def add(self, name: str, data: bytes, line: int) -> str:
        """The path as a page writes it, or "" with a finding where it is no picture of ours."""
        suffix = suffix_of(data)
        if not suffix or len(data) > MOST_BYTES or len(self.found) >= MOST:
            self.report.add("W920", line, file=posixpath.basename(name)[:60] or "?")
            return ""
        for path, known in self.found.items():
            if known == data:
                return f"../{path}"
        stem = slug(posixpath.basename(name).rpartition(".")[0]) or "gambar"
        stem = unused(stem, {posixpath.basename(path).rpartition(".")[0] for path in self.found})
        path = f"assets/{stem}{suffix}"
        self.found[path] = data
        return f"../{path}"

    def add_base64(self, name: str, text: str, line: int) -> str:
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        return self.add(name, data, line)


def suffix_of(data: bytes) -> str:
    """By what it is, not by what it says it is."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for mark, suffix in SIGNATURES if data.startswith(mark)), "")
