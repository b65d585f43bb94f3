"""What a page tells about a file of its course, beside where to find it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """`size` in bytes; `width`, `height` in pixels, of a picture whose size is known; `copies`:
    `(address, width)` of the smaller files that browsers may take in its place."""

    size: int = 0
    width: int | None = None
    height: int | None = None
    copies: tuple[tuple[str, int], ...] = ()


UNKNOWN = AssetFacts()
NO_FACTS: Mapping[str, AssetFacts] = MappingProxyType({})
