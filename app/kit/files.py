"""Files that several processes may write at once."""

import os
import tempfile
from pathlib import Path


def write_whole(target: Path, content: bytes, *, scratch: Path) -> None:
    """All of it or nothing; `scratch`: a folder of the same file system for what is not whole."""
    handle, name = tempfile.mkstemp(prefix=".part-", dir=scratch)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(target)
