"""The pictures of the guides, addressed by their content so that browsers keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

from app.handbook.pages import DOCS

ENDINGS = (".png", ".webp")


@cache
def files() -> dict[tuple[str, str], Path]:
    """(fingerprint, name) → file: all that is served of `docs/`, beside its texts."""
    return {
        (hashlib.sha256(path.read_bytes()).hexdigest()[:12], path.name): path
        for path in sorted((DOCS / "pictures").iterdir())
        if path.suffix in ENDINGS
    }


def links() -> dict[str, str]:
    """As a guide names them → address."""
    return {f"pictures/{name}": f"/help/pictures/{mark}/{name}" for mark, name in files()}
