"""The child of `evidence_intake`, for one file: `python -m … <file> <media type> <folder>`.

Files of people are not to be trusted, a small one can unfold to gigabytes, and the libraries that
read them have faults of their own. The answer is a line of JSON: `pages`, or a `problem` with
`params`.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from app.kit.errors import Invalid
from app.records.evidence_papers import write_pages
from app.records.evidence_photos import write_photo

MEMORY = 1024**3
CPU_SECONDS = 20
# More than any picture of a page needs.
FILE_SIZE = 64 * 1024**2
PDF = "application/pdf"


def main() -> None:
    source, media_type, folder = sys.argv[1:]
    _limit()
    data = Path(source).read_bytes()
    answer: dict[str, Any]
    try:
        if media_type == PDF:
            answer = {"pages": write_pages(data, Path(folder))}
        else:
            write_photo(data, Path(folder, "photo"))
            answer = {"pages": 1}
    except Invalid as error:
        answer = {"problem": error.code, "params": error.params}
    except MemoryError:
        answer = {"problem": "evidence.too-much", "params": {}}
    except Exception:  # the libraries fail in many ways
        answer = {"problem": "evidence.broken", "params": {}}
    sys.stdout.write(json.dumps(answer) + "\n")


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
