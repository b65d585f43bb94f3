"""The code on a letter: short enough to be typed where nothing can scan it.

Twelve signs of 32 carry 60 bits. Whoever guesses is slowed down as at sign-in, 40 wrong codes an
hour and address; but even if each guess came from an address of its own, and the server answered a
thousand in a second, they would be 2^31 in the 30 days that a letter lasts. With 25,000 letters
open (2^14.6) one of them would be hit with a chance of 2^(31.3 + 14.6 - 60), 1 in 17,000.

The link that a code stands for is derived with the instance's key, so it is no easier to guess than
any other, and who has read the database alone cannot try codes at home.
"""

import secrets

from app.accounts.links import derive_token

# Crockford's base 32: without I, L, O and U, so what looks like one of them is a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
_MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: 7KQ4-M2XN-09TD."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """Small letters, blanks, hyphens and O for 0 are forgiven; None for what can be no code."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)
    return signs if len(signs) == LENGTH and set(signs) <= set(ALPHABET) else None


def token_of(code: str, *, key: str) -> str:
    """Of the link that the letter's code stands for. `key`: the instance's."""
    return derive_token(f"letter {code}", key=key)
