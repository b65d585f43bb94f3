"""Missing ids are written, and not a byte besides."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.fix import fix_course, with_ids
from app.content.folder import read_course
from app.content.parse import parse_page

COURSE = "---\nid: kursus\ntitle: K\n---\n"
LESSON = "---\ntitle: T\n---\nTeks.\n"


def write(root: Path, files: dict[str, bytes | str]) -> Path:
    for name, text in {"course.md": COURSE, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def fixed(root: Path, path: str) -> bytes:
    while fix_course(root, read_course(root)[1]):
        pass
    return (root / path).read_bytes()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"---\ntitle: T\n---\nTeks.\n", b"---\nid: awal\ntitle: T\n---\nTeks.\n"),
        (b"---\r\ntitle: T\r\n---\r\nTeks.", b"---\r\nid: awal\r\ntitle: T\r\n---\r\nTeks."),
        (b"\xef\xbb\xbf---\ntitle: T\n---\n\n", b"\xef\xbb\xbf---\nid: awal\ntitle: T\n---\n\n"),
        (b"\n\n---  \ntitle: T\n---\n", b"\n\n---  \nid: awal\ntitle: T\n---\n"),
        (b"---\n  title: T\n---\n", b"---\n  id: awal\n  title: T\n---\n"),
        (b"---\n# catatan\ntitle: T \n---\n", b"---\nid: awal\n# catatan\ntitle: T \n---\n"),
        (b"---\rtitle: T\r---\rTeks.\r", b"---\rid: awal\rtitle: T\r---\rTeks.\r"),
    ],
)
def test_a_page_gets_its_id_and_keeps_every_other_byte(tmp_path: Path, before: bytes, after: bytes):
    write(tmp_path, {"modules/01-awal.md": before})
    assert fixed(tmp_path, "modules/01-awal.md") == after


QUIZ = "---\nid: kuis\ntitle: T\ntype: quiz\n---\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Siapa?", "## Siapa? {#q-siapa}"),
        ("## Siapa?  ", "## Siapa? {#q-siapa}  "),
        ("##\tSiapa? ##", "##\tSiapa? ## {#q-siapa}"),
        ("## Siapa? {points=2}", "## Siapa? {#q-siapa points=2}"),
        ("## Siapa? { points=2 }", "## Siapa? {#q-siapa points=2 }"),
        ("## Siapa? <!-- catatan -->", "## Siapa? {#q-siapa} <!-- catatan -->"),
        ("## Siapa? \\{x}", "## Siapa? \\{x} {#q-siapa-x}"),
        ("## Siapa `{x}` itu?", "## Siapa `{x}` itu? {#q-siapa-x-itu}"),
        ("## 日本", "## 日本 {#q-1}"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_question_gets_its_id_in_its_heading(tmp_path: Path, before: str, after: str, end: str):
    body = "{}\n\n- (x) A\t\n- ( ) B  \n"
    write(tmp_path, {"modules/k.md": (QUIZ + body.format(before)).replace("\n", end)})
    expected = (QUIZ + body.format(after)).replace("\n", end)
    assert fixed(tmp_path, "modules/k.md").decode() == expected


def test_ids_are_unique_over_the_course_and_old_ones_do_not_come_back(tmp_path: Path):
    question = "\n## Sama\n\n- = a\n"
    write(
        tmp_path,
        {
            "modules/01-awal.md": LESSON,
            "modules/02-awal.md": LESSON.replace("title", "was: awal-2\ntitle"),
            "modules/03-kuis.md": QUIZ + question + "\n## Lain {#q-lain was=q-sama}\n\n- = b\n",
            "modules/04-kuis.md": QUIZ.replace("kuis", "k2") + question + question,
        },
    )
    fixed(tmp_path, "course.md")
    course, findings = read_course(tmp_path)
    assert course is not None
    assert [f for f in findings if f.is_error] == []
    assert [page.ref for page in course.pages] == ["awal", "awal-3", "kuis", "k2"]
    assert [q.ref for page in course.pages for q in page.questions] == [
        "q-sama-2",
        "q-lain",
        "q-sama-3",
        "q-sama-4",
    ]


def test_a_course_gets_the_name_of_its_folder(tmp_path: Path):
    root = write(tmp_path / "Etika ASN", {"course.md": "---\ntitle: K\n---\n"})
    assert fixed(root, "course.md") == b"---\nid: etika-asn\ntitle: K\n---\n"


def test_a_translation_takes_the_ids_of_its_source(tmp_path: Path):
    body = "---\ntitle: T\ntype: quiz\n---\n## {}\n\n- = 1\n"
    write(
        tmp_path,
        {
            "modules/01-kuis.md": body.format("Berapa?"),
            "modules/01-kuis.en.md": "---\ntitle: T\n---\n## How many?\n\n- = 1\n",
        },
    )
    english = fixed(tmp_path, "modules/01-kuis.en.md").decode()
    assert english == "---\nid: kuis\ntitle: T\n---\n## How many? {#q-berapa}\n\n- = 1\n"


def test_what_cannot_take_an_id_stays_as_it_is(tmp_path: Path):
    flow = "---\n{title: T}\n---\nTeks.\n"
    write(tmp_path, {"modules/a.md": flow})
    assert fixed(tmp_path, "modules/a.md").decode() == flow


def test_a_course_without_gaps_is_not_touched(tmp_path: Path):
    write(tmp_path, {"modules/a.md": LESSON.replace("title", "id: a\ntitle")})
    before = (tmp_path / "modules/a.md").stat()
    assert fix_course(tmp_path, read_course(tmp_path)[1]) == []
    assert (tmp_path / "modules/a.md").stat() == before


def test_the_files_mode_stays_and_nothing_is_left_beside_it(tmp_path: Path):
    write(tmp_path, {"modules/a.md": LESSON})
    (tmp_path / "modules/a.md").chmod(0o640)
    fixed(tmp_path, "modules/a.md")
    assert stat.S_IMODE((tmp_path / "modules/a.md").stat().st_mode) == 0o640
    assert os.listdir(tmp_path / "modules") == ["a.md"]  # noqa: PTH208


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, {"modules/a.md": LESSON})

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        fix_course(tmp_path, read_course(tmp_path)[1])
    assert (tmp_path / "modules/a.md").read_text() == LESSON
    assert os.listdir(tmp_path / "modules") == ["a.md"]  # noqa: PTH208


PIECES = """## A|## A {#q-a}|## B {points=2}|## C {|## <!-- x|-->|```|- = 1||- (x) A|### D|---
## E } {}|##|## \\{{x}}|	## F|## `{`|Teks""".replace("\n", "|").split("|")
LINES = st.lists(st.sampled_from(PIECES), max_size=12)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["quiz", "lesson"]))
def test_afterwards_no_id_is_missing_and_only_text_was_put_in(body, end, kind):
    source = end.join(["---", "title: T", f"type: {kind}", "---", *body, ""])
    findings: list = []
    parse_page(source, path="x.md", lang="id", findings=findings)
    lacking = [finding for finding in findings if finding.code == "E101"]
    refs = {one.line: f"q-{n}" if one.line > 1 else "x" for n, one in enumerate(lacking)}
    result = with_ids(source, refs)
    again: list = []
    parse_page(result, path="x.md", lang="id", findings=again)
    assert "E101" not in {finding.code for finding in again}
    characters = iter(result)
    assert all(character in characters for character in source)  # a subsequence of it
