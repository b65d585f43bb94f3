"""Short opaque identifiers for addresses that people type or scan."""

import re
import secrets

# Without 0 O 1 I L, which look alike on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# The length tells a certificate from a statement of a record, whatever page it is typed into.
OF_CERTIFICATE = 12
OF_STATEMENT = 14


def code(length: int = OF_CERTIFICATE) -> str:
    """A random code; 12 signs of 31 carry 59 bits, too many to guess over a network."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def plain_code(text: str) -> str:
    """As typed, scanned or copied from paper: case, hyphens and hidden signs do not count."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())[:40]
