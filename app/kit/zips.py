"""ZIP files to hand out."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

IN_MEMORY = 4 * 1024 * 1024


def packed(files: Iterable[tuple[str, bytes | Path]]) -> IO[bytes]:
    """(name in the ZIP, its bytes or the file that holds them); to be read from the beginning."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            if isinstance(content, Path):
                archive.write(content, name)
            else:
                archive.writestr(name, content)
    file.seek(0)
    return file


def in_folder(
    name: str, files: Iterable[tuple[str, bytes | Path]]
) -> Iterable[tuple[str, bytes | Path]]:
    """The same files within one folder."""
    return ((f"{name}/{path}", content) for path, content in files)
