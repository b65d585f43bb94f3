""" "Did you mean …?" for keys, values, labels, ids and files."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST = 60


def nearest(word: str, known: Iterable[str], *, longest: int = LONGEST) -> str:
    """The known word that was probably meant, or ""."""
    return next(iter(get_close_matches(word[:longest].lower(), sorted(known), n=1, cutoff=0.6)), "")


@dataclass(slots=True)
class Guesses:
    """For many words against many known ones: each guess compares one with all, so that a text
    made of nothing but mistakes gets no more than `left`."""

    left: int = 20

    def nearest(self, word: str, known: Iterable[str], *, longest: int = LONGEST) -> str:
        if self.left <= 0:
            return ""
        self.left -= 1
        return nearest(word, known, longest=longest)
