""" "Did you mean …?" for keys, settings and labels."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ""."""
    return next(iter(get_close_matches(word[:60].lower(), sorted(known), n=1, cutoff=0.6)), "")
