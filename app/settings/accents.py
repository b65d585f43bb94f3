"""An agency's colour, fit for both themes: which may be chosen, and the sheet that brings it in."""

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache

from app.kit.colours import contrast, mixed, nearest

# What colours stand on, as `static/css/tokens.css` has it: paper, surface, sunken; and the header.
LIGHT = ("#fbfaf6", "#ffffff", "#f4f1e9")
DARK = ("#141923", "#1c2331", "#10141c", "#1b2436", "#0e1219")
WHITE, INK = "#ffffff", "#1b1505"
# WCAG 2.2: 1.4.11 for what is no text, 1.4.3 for text.
OF_SHAPES, OF_TEXT = 3.0, 4.5


def is_fit(accent: str) -> bool:
    """A shape of it is seen in both themes, and a button's words are read on it."""
    seen = all(contrast(accent, ground) >= OF_SHAPES for ground in LIGHT + DARK)
    return seen and contrast(accent, _words_on(accent)) >= OF_TEXT


def nearest_fit(accent: str) -> str:
    found = nearest(accent, is_fit)
    if found is None:  # some grey always is
        raise ValueError(accent)
    return found


@lru_cache(64)
def sheet_of(accent: str) -> bytes:
    """After the sheet that every page links: the tokens that depend on the accent."""
    words = _words_on(accent)
    away = INK if words == WHITE else WHITE
    washes = mixed(accent, WHITE, 0.88), mixed(accent, DARK[0], 0.75)
    texts = _text(accent, (*LIGHT, washes[0])), _text(accent, (*DARK, washes[1]))
    tokens = {
        "accent": (accent, accent),
        "accent-hover": (mixed(accent, away, 0.15),) * 2,
        "accent-text": texts,
        "accent-wash": washes,
        "focus": texts,
        "on-accent": (words, words),
    }
    told = (
        f"--{name}:var(--light,{light}) var(--dark,{dark})"
        for name, (light, dark) in tokens.items()
    )
    return f"@layer tokens{{:root,[data-theme]{{{';'.join(told)}}}}}".encode()


def sheet_name(accent: str) -> str:
    """Named by colour and content, so that browsers may keep it for good."""
    return f"{accent[1:]}-{hashlib.sha256(sheet_of(accent)).hexdigest()[:12]}"


def _words_on(accent: str) -> str:
    return max((WHITE, INK), key=lambda words: contrast(accent, words))


def _text(accent: str, grounds: Sequence[str]) -> str:
    reads: Callable[[str], bool] = lambda colour: all(  # noqa: E731
        contrast(colour, ground) >= OF_TEXT for ground in grounds
    )
    return nearest(accent, reads) or accent
