"""The child of `runner`: one JSON request a line in, one answer a line out."""

import json
import resource
import sys
from base64 import b64decode, b64encode
from typing import Any

from app.content.assets import AssetFacts
from app.content.render import render, render_inline
from app.library.copies import TooLarge, Unreadable
from app.library.pictures import copies_of

MEMORY = 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        _answer(_picture(**request) if "picture" in request else _text(**request))


def _text(*, inline: bool, facts: dict[str, list[Any]], **request: Any) -> dict[str, Any]:
    known = {path: AssetFacts(*values) for path, values in facts.items()}
    if inline:
        return {"html": render_inline(**request, facts=known), "outline": []}
    rendered = render(**request, facts=known)
    return {"html": rendered.html, "outline": rendered.outline}


def _picture(*, picture: str, is_svg: bool) -> dict[str, Any]:
    try:
        found = copies_of(b64decode(picture), is_svg=is_svg)
    except TooLarge:
        return {"problem": "too large"}
    except (Unreadable, MemoryError):
        return {"problem": "unreadable"}
    files = [[width, b64encode(data).decode()] for width, data in found.files]
    return {"width": found.width, "height": found.height, "files": files}


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
