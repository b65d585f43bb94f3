"""Writes missing ids into an author's files and leaves every other byte as it is."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from app.content import front_matter
from app.content.findings import Finding, Report
from app.content.headings import HASHES, split_braces
from app.content.lines import lines_of

NO_ID = "E101"
LINE_END = re.compile(r"\r\n|\r|\n")
WRITTEN = re.compile(
    r"#(q-[\w.-]+)|was=\"?(q-[\w.-]+)|^\s*\W?(?:id|was)\W?:[ \t]*\W?([\w.-]+)", re.MULTILINE
)
UNNAMED = "halaman"
"""For a file whose name has no letter that an id may hold."""


def fix_course(root: Path, findings: Iterable[Finding]) -> list[str]:
    """Course-relative paths of the files that were written; `findings` are the checker's.

    A translation takes the ids of its source and so waits until that has them: check and fix
    again until nothing is written. Raises OSError for a file that cannot be written.
    """
    lacking: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code == NO_ID:
            lacking.setdefault(finding.path, []).append(finding)
    sources = {path: found for path, found in lacking.items() if not source_of(root, path)}
    taken = ids_in(root) if sources else set()
    return [
        path
        for path, found in (sources or lacking).items()
        if fix_file(root / path, refs_for(found, taken) if sources else as_suggested(found))
    ]


def source_of(root: Path, path: str) -> str:
    """The file that `kuis.en.md` translates, or ""."""
    stem = path.removesuffix(".md").rpartition(".")[0]
    return f"{stem}.md" if stem and (root / f"{stem}.md").is_file() else ""


def ids_in(root: Path) -> set[str]:
    """All that is written as an id in any file, and ids given up, which must not come back."""
    texts = (path.read_bytes().decode("utf-8", "replace") for path in root.rglob("*.md"))
    return {ref for text in texts for found in WRITTEN.findall(text) for ref in found if ref}


def as_suggested(lacking: Iterable[Finding]) -> dict[int, str]:
    """By the line they belong to: 1 for a page's own, else that of a question's heading."""
    return {finding.line: finding.params["suggestion"].strip("{#}") for finding in lacking}


def refs_for(lacking: Iterable[Finding], taken: set[str]) -> dict[int, str]:
    """As suggested, with a number where that is among `taken`, which is added to."""
    refs = as_suggested(lacking)
    for line in sorted(refs):
        refs[line] = unused(refs[line] or UNNAMED, taken)
        taken.add(refs[line])
    return refs


def unused(wanted: str, taken: set[str]) -> str:
    number, ref = 1, wanted
    while ref in taken:
        number += 1
        ref = f"{wanted}-{number}"
    return ref


def fix_file(path: Path, refs: dict[int, str]) -> bool:
    """Whether the file was written."""
    source = path.read_bytes().decode("utf-8")
    fixed = with_ids(source, refs)
    if fixed != source:
        write_whole(path, fixed.encode("utf-8"))
    return fixed != source


def with_ids(source: str, refs: dict[int, str]) -> str:
    """The source as it is where its front matter cannot be read with one more line."""
    lines, ends = LINE_END.split(source), [*LINE_END.findall(source), ""]
    bare = bare_lines(lines)
    for number in sorted(refs, reverse=True):
        if number in bare:
            place, text = insertion(refs[number], bare[number])
            line = lines[number - 1]
            lines[number - 1] = line[:place] + text + line[place:]
        else:
            start = next(n for n, line in enumerate(lines) if line.strip("\ufeff \t"))
            indent = re.match(r"[ \t]*", lines[start + 1])
            lines.insert(start + 1, f"{indent.group() if indent else ''}id: {refs[number]}")
            ends.insert(start, ends[start])
    fixed = "".join(line + end for line, end in zip(lines, ends, strict=True))
    return fixed if bare_lines(LINE_END.split(fixed)) else source


def bare_lines(lines: Sequence[str]) -> dict[int, str]:
    """The body's lines by number, comments blanked out; {} without readable front matter."""
    source = "\n".join(lines).removeprefix("\ufeff")
    split = front_matter.split(source, Report("", []))
    if split is None:
        return {}
    _, body, first = split
    return {line.number: line.raw for line in lines_of(body, first=first)[0]}


def insertion(ref: str, bare: str) -> tuple[int, str]:
    """Where in a heading's line the id belongs: first in its braces, else behind its words."""
    hashes = HASHES.match(bare)
    title, braces = split_braces(bare[hashes.end() :].strip() if hashes else bare)
    if braces:
        place = bare.rindex("{") + 1
        return place, f"#{ref}" if bare.startswith(" ", place) else f"#{ref} "
    if title:
        return len(bare.rstrip()), f" {{#{ref}}}"
    return (len(hashes.group(1)) + 1 if hashes else 0), f"{{#{ref}}}"


def write_whole(path: Path, data: bytes) -> None:
    """All of it or nothing, even when the machine stops half-way."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise
