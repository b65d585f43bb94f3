"""What is known of a picture once it was read; apart from the reading, which loads Pillow."""

from dataclasses import dataclass

RECIPE = "1 webp 800 1600 q80"
"""Changes whenever the same picture would give other copies."""
MOST_PIXELS = 40_000_000


class Unreadable(Exception):
    """Not what its name says, or damaged."""


class TooLarge(Exception):
    """More than MOST_PIXELS, by its header."""


@dataclass(frozen=True)
class Copies:
    """Pixels as the picture is shown, None where it does not say; `(width, WebP)` of each copy."""

    width: int | None = None
    height: int | None = None
    files: tuple[tuple[int, bytes], ...] = ()


@dataclass(frozen=True)
class Picture:
    """Pixels, None where it does not say; `copies`: `(width, hash in the store)`."""

    width: int | None
    height: int | None
    copies: tuple[tuple[int, str], ...] = ()
