"""How easily a password is guessed, and why.

ASVS 5.0 (6.2): any signs, no rules of composition, nothing that stands in lists of used passwords,
nothing that the place or the person is known by. zxcvbn knows the lists.
"""

import re
from collections.abc import Iterable

# 10^8 guesses and more: out of reach for guessing at the sign-in page by far.
ENOUGH = 3
# What follows changes nothing any more and takes long.
WEIGHED = 72
# So many must be left besides what others know of the person and the place.
NEW_SIGNS = 6
# What Indonesian offices try first; the lists know English best.
LOCAL_WORDS = (
    "admin asn belajar bismillah bpsdm cpns diklat dinas garuda indonesia jakarta kabupaten kantor "
    "katasandi kota lentera merdeka pancasila papua pegawai pemda pemkab pemkot pns pppk rahasia "
    "sandi sayang selamat terimakasih"
)
# The patterns of zxcvbn, in the order in which they are told.
REASONS = {
    "repeat": "repeat",
    "sequence": "sequence",
    "spatial": "keyboard",
    "date": "date",
    "dictionary": "common",
}


def find_weakness(password: str, *, own_words: Iterable[str]) -> str | None:
    """None for a password that is good enough, else what makes it weak: "own", "repeat",
    "sequence", "keyboard", "date", "common" or "short"."""
    from zxcvbn import zxcvbn  # noqa: PLC0415  its lists take a moment, and few requests need them

    password = password[:WEIGHED]
    own = [part for word in own_words for part in _parts(word)]
    if len(_without(password.lower(), [*own, *LOCAL_WORDS.split()])) < NEW_SIGNS:
        return "own"
    # Also without what stands between the words, or a hyphen would make a name into a secret.
    bare = "".join(re.findall(r"\w", password)) or password
    for text in dict.fromkeys((password, bare)):
        found = zxcvbn(text, [*own, *LOCAL_WORDS.split()])
        if found["score"] < ENOUGH:
            return _reason(found["sequence"], own)
    return None


def _without(password: str, words: list[str]) -> str:
    """Its letters and digits, after what everybody knows is taken out."""
    for word in sorted(words, key=len, reverse=True):
        password = password.replace(word, " ")
    return "".join(re.findall(r"\w", password))


def _parts(word: str) -> list[str]:
    """A name, an address or a number, whole and in its parts of three signs or more."""
    whole = word.lower()
    parts = [part for part in re.split(r"[\W_]+", whole) if len(part) >= 3]
    return [part for part in {*parts, "".join(parts)} if part]


def _reason(sequence: list[dict[str, str]], own: list[str]) -> str:
    if any(match["token"].lower() in own for match in sequence):
        return "own"
    patterns = {match["pattern"] for match in sequence}
    return next((why for pattern, why in REASONS.items() if pattern in patterns), "short")
