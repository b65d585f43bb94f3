"""Where files of evidence stand: `ab/<name>`, beside it the pages of a PDF, `<name>-1.jpg` and on.

A name is of chance and used once.
"""

import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

# Of a PDF only its first pages are shown.
MOST_PICTURES = 10
UNFINISHED = ".new-"
NAME = re.compile(r"([0-9a-f]{32})(-\d+\.jpg)?")
# Whoever sends a file has its row long before.
AGE = timedelta(days=1)


def path_of(file: str, *, store: Path) -> Path:
    return store / file[:2] / file


def page_path(file: str, page: int, *, store: Path) -> Path:
    return store / file[:2] / f"{file}-{page}.jpg"


def put(kept: Path, pages: Sequence[Path], *, store: Path) -> str:
    """The name under which it stands from now on. All are of the store's file system: each is
    there whole or not at all, the file itself last."""
    file = secrets.token_hex(16)
    path_of(file, store=store).parent.mkdir(exist_ok=True)
    for page in pages:
        page.replace(page_path(file, int(page.stem), store=store))
    kept.replace(path_of(file, store=store))
    return file


def remove_unclaimed(
    store: Path, *, claimed: Callable[[str], Collection[str]], at: datetime
) -> None:
    """What is older than a day and nobody's. `claimed`: the names that have a row, of those that
    begin with two given signs; asked after the files were listed."""
    latest = (at - AGE).timestamp()
    for folder in store.glob(f"{UNFINISHED}*"):
        if folder.stat().st_mtime < latest:
            shutil.rmtree(folder, ignore_errors=True)
    for folder in store.glob("[0-9a-f][0-9a-f]"):
        old = dict(_old_files(folder, latest))
        names = claimed(folder.name) if old else ()
        for path, name in old.items():
            if name not in names:
                path.unlink(missing_ok=True)


def _old_files(folder: Path, latest: float) -> Iterator[tuple[Path, str]]:
    for path in folder.iterdir():
        # Another server may clear the same folder.
        with suppress(FileNotFoundError):
            if (found := NAME.fullmatch(path.name)) and path.stat().st_mtime < latest:
                yield path, found[1]
