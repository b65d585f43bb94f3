"""Opaque names for choices, so that a page never shows an author's telling key."""

import hmac
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one slot of one attempt: 12 characters, HMAC-SHA256 under the attempt's secret."""

    secret: bytes
    slot: int

    def of(self, key: str) -> str:
        digest = hmac.new(self.secret, f"{self.slot}:{key}".encode(), sha256).digest()
        return b32encode(digest).decode()[:12].lower()

    def key_of(self, token: str, keys: Iterable[str]) -> str | None:
        return next((key for key in keys if self.of(key) == token), None)
