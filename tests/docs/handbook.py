"""The two handbooks for authors, taken apart.

Every block marked `markdown` or `yaml` is an example:

- Below a line that begins "Berkas `path`" or "File `path`" it is that file of the handbook's own
  course. A translation is read beside its source and `course.md` alone.
- `markdown` is the body of a lesson, `markdown quiz` or `survey` that of such a page;
  `yaml course` and `yaml quiz` are front matter. They are read as files of the same course.
- "Pemeriksa berkata" or "The checker says", right below it, begins a paragraph that names the codes
  of all that is found; without it nothing is.

Files in assets/ are there as soon as an example links to them.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from app.config import ROOT
from app.content.findings import Finding
from app.content.folder import read_course
from app.content.model import Course
from app.content.translation_files import translation_of
from app.studio import abilities

DOCS = ROOT / "docs"
PICTURE = ROOT / "tests/courses/contoh/assets/alur.png"
FENCED = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"(?:Berkas|File) `([^`]+)`[^\n]*:\n\n$")
SAID = re.compile(r"\n\n(?:Pemeriksa berkata|The checker says) ([^\n]+)")
CODES = re.compile(r"`([EW]\d{3})`")
ASSET = re.compile(r"\.\./(assets/[\w.-]+)")
LANGUAGES = {"penulis.md": "id", "authoring.md": "en"}
FRAGMENT = "modules/90-example.md"
FRONT = "---\nid: example\ntitle: Example\ntype: {kind}\n{lines}---\n\n"
PLACES = {
    "markdown": (FRAGMENT, FRONT.format(kind="lesson", lines="") + "{text}"),
    "markdown quiz": (FRAGMENT, FRONT.format(kind="quiz", lines="") + "{text}"),
    "markdown survey": (FRAGMENT, FRONT.format(kind="survey", lines="") + "{text}"),
    "yaml course": ("course.md", "---\n{text}---\n"),
    "yaml quiz": (
        FRAGMENT,
        FRONT.format(kind="quiz", lines="{text}") + "## Example {#q-example}\n\n- = 1\n",
    ),
}
PLAIN = {"sh", "text", "python"}
"""What is no example of the course language."""


@dataclass(frozen=True)
class Example:
    """`path` is "" for a fragment; `codes` are those that the text beside it names."""

    info: str
    text: str
    path: str
    codes: tuple[str, ...]
    line: int

    @property
    def is_translation(self) -> bool:
        return bool(translation_of(self.path, ()))


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def blocks(text: str) -> list[tuple[str, str]]:
    return [(match[2], match[3]) for match in FENCED.finditer(text)]


def examples(text: str) -> list[Example]:
    return [
        example_of(text, match)
        for match in FENCED.finditer(text)
        if match[2].split()[:1] in (["markdown"], ["yaml"])
    ]


def example_of(text: str, match: re.Match[str]) -> Example:
    named = NAMED.search(text, text.rfind("\n\n", 0, match.start() - 2), match.start())
    said = SAID.match(text, match.end())
    return Example(
        info=match[2],
        text=match[3],
        path=named[1] if named else "",
        codes=tuple(CODES.findall(said[1])) if said else (),
        line=text.count("\n", 0, match.start()) + 1,
    )


def files_of(text: str) -> dict[str, str]:
    """The handbook's course, without its translations."""
    return {e.path: e.text for e in examples(text) if e.path and not e.is_translation}


def files_with(example: Example, text: str) -> dict[str, str]:
    """The course in which an example is read."""
    files = files_of(text)
    if example.is_translation:
        source = translation_of(example.path, ())
        assert source
        files = {path: files[path] for path in ("course.md", source.source)}
        return {**files, example.path: example.text}
    if example.path:
        return files
    path, frame = PLACES[example.info]
    return {**files, path: frame.replace("{text}", example.text)}


def place_of(example: Example) -> str:
    return example.path or PLACES[example.info][0]


def write(files: dict[str, str], root: Path) -> Path:
    for name, text in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        for asset in ASSET.findall(text):
            (root / "assets").mkdir(exist_ok=True)
            (root / asset).write_bytes(PICTURE.read_bytes())
    return root


def checked(files: dict[str, str], root: Path) -> tuple[Course, list[Finding]]:
    """As `lentera check` and publishing do it."""
    course, findings = read_course(write(files, root))
    assert course is not None
    return course, [*findings, *abilities.findings_of(course)]


def outline(text: str) -> list[str]:
    """Headings by level, blocks, rows of tables and pictures, in their order."""
    found = []
    for line in FENCED.sub(lambda match: f"block:{match[2]}", text).splitlines():
        if heading := re.match(r"#+ ", line):
            found.append(heading[0])
        elif line.startswith("|"):
            found.append(f"row of {line.count(' | ')}")
        elif line.startswith("block:") or re.match(r"!\[", line):
            found.append(re.sub(r"!\[.*\]", "", line))
    return found
