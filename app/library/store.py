"""Assets on disk, each once, under the hash of its content."""

import hashlib
import mimetypes
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

# Systems differ in what they know of these.
OUR_TYPES = {
    "md": "text/plain",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "webp": "image/webp",
}
# What browsers may open; anything else is offered as a download.
SHOWN_TYPES = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
        "image/svg+xml",
        "application/pdf",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "video/mp4",
        "video/webm",
        "text/vtt",
        "text/plain",
        "text/csv",
    }
)


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def media_type_of(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return OUR_TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def address(digest: str, name: str) -> str:
    """Where browsers find it; the name is only what a download is called."""
    return f"/media/{digest}/{quote(name)}"


def path_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def keep(folder: Path, data: bytes) -> str:
    """Store and return the hash; whole or not at all, also when the process is killed."""
    digest = hash_of(data)
    target = path_of(folder, digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(target)
    return digest
