"""A file as somebody sends it, until it may be kept. Takes seconds: no lock may be held meanwhile.

What it is, its content says; its name and the browser's word count nothing.
"""

import hashlib
import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from app.config import ROOT
from app.kit.errors import Invalid
from app.records import evidence_store

PDF, JPEG = "application/pdf", "image/jpeg"
MARKS = ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", "image/png"))
# How an iPhone writes unless it is told otherwise, and the newest of the others.
UNREAD_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
CHILD_SECONDS, SCAN_SECONDS = 40, 60
# Who comes when many files are being looked at is asked to come again, instead of holding a thread.
SECONDS_TO_WAIT = 10
# Each child may take a gigabyte; a process of the server lets so many run at a time.
CHILDREN = BoundedSemaphore(2)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """A file that is stored and waits for its row, as `models.Evidence`."""

    file: str
    digest: str
    media_type: str
    size: int
    pages: int


def take_in(data: bytes, *, store: Path, scan: Sequence[str], most_bytes: int) -> Kept:
    """Raises Invalid, which says what to do; then nothing is kept. `scan`: the operator's command,
    if there is one."""
    if len(data) > most_bytes:
        raise Invalid("evidence.heavy", most=most_bytes // 1024**2)
    media_type = _kind(data)
    store.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=evidence_store.UNFINISHED, dir=store) as name:
        folder = Path(name)
        sent = folder / "sent"
        sent.write_bytes(data)
        if scan:
            scan_file(scan, sent)
        pages = _looked_at(sent, media_type, folder)
        is_pdf = media_type == PDF
        kept = sent if is_pdf else folder / "photo"
        size = kept.stat().st_size
        file = evidence_store.put(kept, sorted(folder.glob("*.jpg")), store=store)
    digest = hashlib.sha256(data).hexdigest()
    return Kept(file, digest, PDF if is_pdf else JPEG, size, pages)


def _kind(data: bytes) -> str:
    for mark, media_type in MARKS:
        if data.startswith(mark):
            return media_type
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in UNREAD_BRANDS:
        raise Invalid("evidence.heic")
    raise Invalid("evidence.kind")


def scan_file(command: Sequence[str], path: Path) -> None:
    """It ends with 0: clean, 1: something was found; whatever else happens, nobody knows. Raises
    Invalid."""
    try:
        code = _run([*command, str(path)], seconds=SCAN_SECONDS).returncode
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("The scan of a file failed: %s", error)
        raise Invalid("evidence.not-scanned") from error
    if code == 1:
        raise Invalid("evidence.infected")
    if code != 0:
        log.error("The scan of a file failed: %s ended with %s", command[0], code)
        raise Invalid("evidence.not-scanned")


def _looked_at(sent: Path, media_type: str, folder: Path) -> int:
    """How many pages it has; what it shows stands in `folder` then."""
    module = "app.records.evidence_child"
    command = [sys.executable, "-m", module, str(sent), media_type, str(folder)]
    if not CHILDREN.acquire(timeout=SECONDS_TO_WAIT):
        raise Invalid("evidence.busy")
    try:
        child = _run(command, seconds=CHILD_SECONDS, env={})
    except subprocess.TimeoutExpired as error:
        raise Invalid("evidence.too-much") from error
    finally:
        CHILDREN.release()
    if not child.stdout.endswith(b"\n"):  # it was killed at one of its limits, or cannot start
        log.error("The look at a file ended with %s, without an answer", child.returncode)
        raise Invalid("evidence.too-much")
    told: dict[str, Any] = json.loads(child.stdout)
    if "problem" in told:
        raise Invalid(told["problem"], **told["params"])
    return int(told["pages"])


def _run(
    command: Sequence[str], *, seconds: float, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Without the settings of the server where `env` is empty."""
    return subprocess.run(  # noqa: S603  no shell; the path is of our own making
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
