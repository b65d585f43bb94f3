"""Archives from strangers: what does not belong in a course never touches the disk outside it."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from app.kit.errors import Invalid
from app.studio.archive import Caps, unpack


def packed(files: dict[str, bytes | str]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    file.seek(0)
    return file


def refusal(file: io.BytesIO, folder: Path, caps: Caps | None = None) -> str:
    with pytest.raises(Invalid) as caught:
        unpack(file, folder, caps=caps or Caps())
    return caught.value.code


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_around_the_course_is_taken_off(tmp_path: Path) -> None:
    unpack(packed({"etika/course.md": "x", "etika/modules/01-a.md": "y"}), tmp_path)
    assert files_in(tmp_path) == {"course.md", "modules/01-a.md"}


def test_a_course_may_stand_at_the_top_too(tmp_path: Path) -> None:
    unpack(packed({"course.md": "x", "assets/a.txt": b"1"}), tmp_path)
    assert files_in(tmp_path) == {"course.md", "assets/a.txt"}


def test_what_systems_add_by_themselves_is_left_out(tmp_path: Path) -> None:
    litter = {"a/__MACOSX/._course.md": "", "a/.DS_Store": "", "a/Thumbs.db": "", "a/.git/x": ""}
    unpack(packed({"a/course.md": "x", **litter}), tmp_path)
    assert files_in(tmp_path) == {"course.md"}


@pytest.mark.parametrize(
    "name",
    ["../course.md", "/etc/course.md", "a/../../course.md", "a\\..\\course.md", "C:/course.md"],
)
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    target = tmp_path / "in"
    target.mkdir()
    assert refusal(packed({"course.md": "x", name: "y"}), target) == "archive.outside"
    assert files_in(tmp_path) <= {"in/course.md"}


def test_a_link_is_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("course.md", "x")
        link = zipfile.ZipInfo("modules/a.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    file.seek(0)
    assert refusal(file, tmp_path) == "archive.outside"


def test_a_bomb_is_stopped_by_what_comes_out_of_it(tmp_path: Path) -> None:
    """10 MB of zeros pack into 10 kB, a thousandth; at most 100 times 64 kB may come out."""
    bomb = packed({"course.md": "x", "assets/bomb.txt": b"0" * 10 * 1024 * 1024})
    assert refusal(bomb, tmp_path) == "archive.large"
    written = tmp_path / "assets" / "bomb.txt"
    assert written.stat().st_size <= 100 * 64 * 1024


def test_other_ways_of_packing_are_refused_unread(tmp_path: Path) -> None:
    """bzip2 and LZMA unpack as a whole at the first read, past every count."""
    for way in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", way) as archive:
            archive.writestr("course.md", "x" * 1000)
        file.seek(0)
        assert refusal(file, tmp_path) == "archive.packing"


def test_damage_anywhere_is_told_as_such(tmp_path: Path) -> None:
    whole = packed({"course.md": "kata lain " * 2000}).getvalue()
    for place in range(40, len(whole) - 80, 7):
        damaged = bytearray(whole)
        damaged[place] ^= 0x55
        assert refusal(io.BytesIO(bytes(damaged)), tmp_path / str(place)) == "archive.broken"


def test_all_files_together_have_a_limit(tmp_path: Path) -> None:
    files = {"course.md": "x", "assets/a.txt": "a" * 600, "assets/b.txt": "b" * 600}
    assert refusal(packed(files), tmp_path, Caps(all_bytes=1000)) == "archive.large"


def test_too_many_files_are_refused_before_any_is_written(tmp_path: Path) -> None:
    files = {f"assets/{n}.txt": "" for n in range(20)}
    assert refusal(packed({"course.md": "x", **files}), tmp_path, Caps(entries=10)) == (
        "archive.entries"
    )
    assert files_in(tmp_path) == set()


def test_two_names_that_differ_in_letters_only_are_refused(tmp_path: Path) -> None:
    files = {"course.md": "x", "modules/A.md": "1", "modules/a.md": "2"}
    assert refusal(packed(files), tmp_path) == "archive.twice"


def test_an_archive_needs_one_course(tmp_path: Path) -> None:
    assert refusal(packed({"a.md": "x"}), tmp_path) == "archive.no-course"
    assert refusal(packed({"a/course.md": "x", "b/course.md": "y"}), tmp_path) == "archive.courses"


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    assert refusal(io.BytesIO(b"not a zip"), tmp_path) == "archive.broken"
    broken = packed({"course.md": "x" * 1000}).getvalue()
    assert refusal(io.BytesIO(broken[: len(broken) // 2]), tmp_path) == "archive.broken"
    damaged = bytearray(broken)
    damaged[45] ^= 0xFF  # within the packed data
    assert refusal(io.BytesIO(bytes(damaged)), tmp_path) == "archive.broken"


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    plain = bytearray(packed({"course.md": "x"}).getvalue())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = plain.index(signature)
        plain[at + place] |= 1
    assert refusal(io.BytesIO(bytes(plain)), tmp_path) == "archive.encrypted"


@pytest.mark.parametrize(
    "name", ["assets/a.png", "assets/A.PDF", "assets/a.csv", "modules/01-a.md"]
)
def test_a_program_under_another_name_is_refused(tmp_path: Path, name: str) -> None:
    assert (
        refusal(packed({"course.md": "x", name: b"MZ\x90\x00\x03"}), tmp_path) == "archive.content"
    )


def test_of_a_long_text_only_the_beginning_says_what_it_is(tmp_path: Path) -> None:
    text = "Rapor\r\n".encode("utf-16") * 10_000
    unpack(packed({"course.md": "x", "assets/a.csv": text}), tmp_path, caps=Caps(ratio=10_000))
    assert (tmp_path / "assets/a.csv").read_bytes() == text
