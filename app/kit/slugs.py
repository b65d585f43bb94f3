"""Short opaque identifiers for addresses that people type or scan."""

import secrets

# Without 0 O 1 I L, which look alike on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def code(length: int = 12) -> str:
    """A random code; 12 signs of 31 carry 59 bits, too many to guess over a network."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
