"""The guides say only what is true: links lead somewhere, commands exist and work."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

from app.cli import main
from app.config import ROOT
from tests.docs.handbook import outline

DOCS = ROOT / "docs"
FENCED = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
PAIRS = {
    "pegawai.md": "employee.md",
    "atasan.md": "supervisor.md",
    "pengelola-diklat.md": "training-officer.md",
    "pertukaran.md": "exchange.md",
}
LINK = re.compile(r"\]\(([^()\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|bin/)lentera ([a-z].*)")
# Course texts are the checker's to look at, some of them broken on purpose.
ELSEWHERE = ("courses", "tests/courses", "tests/content", "instance", "node_modules")


def guides() -> list[Path]:
    """Every Markdown file of the repository that is not part of a course."""
    return [
        path
        for path in sorted(ROOT.rglob("*.md"))
        if not path.relative_to(ROOT).as_posix().startswith((".", *ELSEWHERE))
    ]


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("guide", guides(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(guide: Path) -> None:
    text = CODE.sub("", FENCED.sub("", guide.read_text("utf-8")))
    targets = [target for target in LINK.findall(text) if "://" not in target]
    missing = [
        target
        for target in targets
        if not (guide.parent / target.partition("#")[0]).exists() and not target.startswith("#")
    ]
    assert missing == []


@pytest.mark.parametrize("guide", guides(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_within_a_page_leads_to_a_heading(guide: Path) -> None:
    text = FENCED.sub("", guide.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {"-".join(re.sub(r"[^\w\s-]", "", title).lower().split()) for title in headings}
    assert set(re.findall(r"\]\(#([^()]+)\)", text)) - anchors == set()


@pytest.mark.parametrize(("indonesian", "english"), PAIRS.items())
def test_the_two_languages_of_a_guide_have_the_same_headings_tables_and_pictures(
    indonesian: str, english: str
) -> None:
    assert outline(read(indonesian)) == outline(read(english))
    assert outline(read(indonesian)).count("## ") >= 3
    assert f"*In English: [{title(english)}]({english}).*" in read(indonesian)
    assert f"*Dalam bahasa Indonesia: [{title(indonesian)}]({indonesian}).*" in read(english)


@pytest.mark.parametrize(("indonesian", "english"), PAIRS.items())
def test_the_two_languages_of_a_guide_say_as_much(indonesian: str, english: str) -> None:
    """Under each heading as many paragraphs, items and rows: what one learns, the other has."""
    counts = [
        [part.count("\n\n") + part.count("\n- ") for part in re.split(r"\n#+ .*", read(name))]
        for name in (indonesian, english)
    ]
    assert counts[0] == counts[1]


def title(guide: str) -> str:
    return read(guide).partition("\n")[0].removeprefix("# ")


def test_the_guide_to_other_programs_is_named_where_authors_look() -> None:
    assert "](pertukaran.md)" in read("penulis.md")
    assert "](exchange.md)" in read("authoring.md")


def commands() -> Iterator[str]:
    """What stands behind `lentera` in code, as a person would type it."""
    for guide in guides():
        text = guide.read_text("utf-8")
        blocks = [block.replace("\\\n", " ") for _, _, block in FENCED.findall(text)]
        lines = [line for block in blocks for line in block.splitlines()]
        for line in [*lines, *CODE.findall(FENCED.sub("", text))]:
            if found := COMMAND.search(line.strip()):
                yield found[1]


def test_every_command_named_in_the_guides_exists() -> None:
    found = sorted(set(commands()))
    assert {"check", "publish", "render", "serve", "user"} <= {line.split()[0] for line in found}
    assert [line for line in found if not is_command(line)] == []


def is_command(line: str) -> bool:
    words = shlex.split(line.partition(" #")[0])
    command: click.Command = main
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    if isinstance(command, click.Group) and words:
        return False
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    return all(word.partition("=")[0] in known for word in words if word.startswith("--"))


@pytest.mark.parametrize(
    ("guide", "language"),
    [
        *((guide, "id") for guide in ("pegawai.md", "atasan.md", "pengelola-diklat.md")),
        *((guide, "en") for guide in ("employee.md", "supervisor.md", "training-officer.md")),
    ],
)
def test_words_of_the_screen_are_those_of_the_screen(guide: str, language: str) -> None:
    """What stands bold within a sentence of these guides is a label; a bold opening is not."""
    with (ROOT / "translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        known = list(read_po(file, locale="id"))
    labels = {message.id if language == "en" else message.string for message in known}
    text = re.sub(r"^(- )?\*\*[^*]+[?.]\*\*", "", read(guide), flags=re.MULTILINE)
    assert set(re.findall(r"\*\*([^*]+)\*\*", text)) - labels == set()


def python_example(marker: str) -> str:
    """The Python between `<<'PY'` and `PY` of the operator's example that holds `marker`."""
    found = re.findall(r"<<'PY'\n(.*?)^PY$", read("operator.md"), re.MULTILINE | re.DOTALL)
    return next(text for text in found if marker in text)


def test_the_example_of_a_backup_gives_a_database_that_can_be_read(tmp_path: Path) -> None:
    assert lentera("db", "upgrade", folder=tmp_path).returncode == 0
    source = python_example("backup(").replace("/var/lib/lentera", str(tmp_path / "instance"))
    (tmp_path / "backup").mkdir()
    source = source.replace("/var/backups/lentera", str(tmp_path / "backup"))
    assert python(source, tmp_path).returncode == 0
    import pysqlite3

    tables = pysqlite3.connect(tmp_path / "backup/lentera.sqlite3").execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'certificate'"
    )
    assert tables.fetchone() == (1,)


def test_the_example_of_a_post_places_ana_under_budi(tmp_path: Path) -> None:
    for name in ("ana", "budi"):
        lentera("user", "add", f"{name}@kota.go.id", "--name", name.title(), folder=tmp_path)
    examples = [line for line in commands() if line.startswith("user place")]
    assert len(examples) == 2
    for line in examples:
        placed = lentera(*shlex.split(line), folder=tmp_path)
        assert placed.returncode == 0, placed.stderr


def environment(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("LENTERA_")}
    return {**own, "LENTERA_INSTANCE": str(folder / "instance")}


def lentera(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / ".venv/bin/lentera"), *arguments],
        cwd=folder,
        env=environment(folder),
        input="kata-sandi-rekaan\n",
        capture_output=True,
        text=True,
        check=False,
    )


def python(source: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-"],
        cwd=folder,
        env=environment(folder),
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
