"""Whether two entries may be the same training, entered twice; pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

# Of the letters of two titles, how many have to be alike, in the same order. Titles that differ by
# a typing error or a year lie above, "… Tingkat Dasar" and "… Tingkat Lanjut" mostly below.
ALIKE = 0.85
LONGEST_KEY = 100


@dataclass(frozen=True)
class Facts:
    """Of an entry. `digests`: of its files; `number_key` as below."""

    id: int
    person_id: int
    title: str
    starts_on: date
    ends_on: date
    number_key: str | None
    digests: frozenset[str] = frozenset()


def number_key(number: str) -> str | None:
    """A certificate's number without what is written now so, now so: `No. 12/A-2026` is `12A2026`.
    None where hardly anything is left."""
    plain = unicodedata.normalize("NFKC", number).upper()
    key = "".join(re.findall(r"[^\W_]+", re.sub(r"^\W*(NO|NOMOR|NUMBER)\b", "", plain)))
    # Some signs become several: no longer than its column.
    return key[:LONGEST_KEY] if len(key) >= 3 else None


def reasons(entry: Facts, other: Facts) -> list[str]:
    """Any of "file", "number" and "title", the surest first; of different people the file or the
    number alone."""
    found = []
    if entry.digests & other.digests:
        found.append("file")
    if entry.number_key and entry.number_key == other.number_key:
        found.append("number")
    is_same_time = entry.starts_on <= other.ends_on and other.starts_on <= entry.ends_on
    if entry.person_id == other.person_id and is_same_time and is_alike(entry.title, other.title):
        found.append("title")
    return found


def is_alike(title: str, other: str) -> bool:
    first, second = _plain(title), _plain(other)
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE


def _plain(title: str) -> str:
    words: Iterable[str] = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", title).casefold())
    return " ".join(words)
