"""The pictures of one course, each read and made smaller at most once, ever."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from app.content.assets import AssetFacts
from app.content.findings import Finding
from app.kit.progress import Tell, silent
from app.library import store
from app.library.copies import MOST_PIXELS, RECIPE, Copies, Picture, TooLarge, Unreadable
from app.library.publishing import Source
from app.library.runner import Renderer, RenderLimit

DRAWINGS = (".svg",)
READ = (".png", ".jpg", ".jpeg", ".webp", ".gif", *DRAWINGS)


@dataclass
class Gallery:
    """`known` holds what earlier publications read, by key; `files` the new copies by hash."""

    renderer: Renderer
    source: Source
    known: Mapping[str, Picture] = field(default_factory=dict)
    made: dict[str, Picture] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def keys(self) -> list[str]:
        return [key_of(data) for _, data in self._pictures()]

    def prepare(self, tell: Tell = silent) -> list[Finding]:
        """Read what is not known yet; what cannot be read is told, all of it."""
        findings = []
        unknown = [(path, data) for path, data in self._pictures() if self._find(data) is None]
        for done, (path, data) in enumerate(unknown):
            tell(done, len(unknown), "pictures")
            # The same picture may lie there under several names.
            if self._find(data) is None and (finding := self._read(path, data)):
                findings.append(finding)
        return findings

    def facts(self) -> dict[str, AssetFacts]:
        """Of every file, by its path."""
        return {path: self._facts(path, data) for path, data in self.source.assets.items()}

    def _facts(self, path: str, data: bytes) -> AssetFacts:
        picture = self._find(data) if is_picture(path) else None
        if picture is None:
            return AssetFacts(len(data))
        stem = PurePosixPath(path).stem
        copies = [(store.address(h, f"{stem}-{wide}.webp"), wide) for wide, h in picture.copies]
        return AssetFacts(len(data), picture.width, picture.height, tuple(copies))

    def _pictures(self) -> Iterator[tuple[str, bytes]]:
        return ((path, data) for path, data in self.source.assets.items() if is_picture(path))

    def _find(self, data: bytes) -> Picture | None:
        key = key_of(data)
        return self.known.get(key) or self.made.get(key)

    def _read(self, path: str, data: bytes) -> Finding | None:
        try:
            copies = self.renderer.picture(data, is_svg=path.lower().endswith(DRAWINGS))
        except TooLarge:
            return Finding("E712", path, 1, {"limit": str(MOST_PIXELS // 1_000_000)})
        except (Unreadable, RenderLimit):
            return Finding("E508", path, 1)
        self.made[key_of(data)] = self._kept(copies)
        return None

    def _kept(self, copies: Copies) -> Picture:
        self.files.update({store.hash_of(file): file for _, file in copies.files})
        hashes = tuple((width, store.hash_of(file)) for width, file in copies.files)
        return Picture(copies.width, copies.height, hashes)


def is_picture(path: str) -> bool:
    return path.lower().endswith(READ)


def key_of(data: bytes) -> str:
    return hashlib.sha256(f"{RECIPE} {store.hash_of(data)}".encode()).hexdigest()
