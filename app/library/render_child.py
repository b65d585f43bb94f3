"""The child of `runner`: one JSON request a line in, one answer a line out."""

import json
import resource
import sys

from app.content.render import render, render_inline

MEMORY = 1024**3


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    _answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        inline = request.pop("inline")
        if inline:
            _answer({"html": render_inline(**request), "outline": []})
        else:
            rendered = render(**request)
            _answer({"html": rendered.html, "outline": rendered.outline})


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
