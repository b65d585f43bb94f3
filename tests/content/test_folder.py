"""A course is a folder: what is read from it, in which order, and what is refused."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from app.content.findings import Finding
from app.content.folder import read_course
from app.content.limits import Limits
from app.content.links import links_in
from app.content.messages import say
from app.content.model import Completion, Course, Draw, Teaches
from app.content.text import Text

COURSES = Path(__file__).parents[2] / "courses"
EXAMPLES = Path(__file__).parents[1] / "courses"

COURSE = """---
id: etika-asn
title: Etika ASN
version: 1.10
lang: id
authors: [Tim Lentera, Eko]
provider: Lentera
license: CC-BY-SA-4.0
subject: kepemimpinan
keywords:
  - etika
teaches:
  - {competency: manajerial.integritas, level: 2}
  - sosial-kultural.perekat-bangsa
completion: {any: 1, of: [definisi, kuis]}
certificate: approval
valid-for: 2 tahun
---
Selamat datang.
"""
LESSON = "---\nid: {id}\ntitle: T\ntime-required: {minutes} menit\n---\nTeks.\n"
QUIZ = "---\nid: {id}\ntitle: T\ntype: quiz\n{more}---\n## Soal {{#q-{id}}}\n- (x) A\n- ( ) B\n"
POOL = "---\nid: kumpulan\ntitle: P\ntype: pool\n---\n" + "\n".join(
    f"## Soal {n} {{#q-p{n} tags={'dasar' if n < 3 else 'lanjut'}}}\n- = {n}\n" for n in range(5)
)


def write(root: Path, **files: str) -> Path:
    """Names with `__` for `/` and without their `.md`."""
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(
        tmp_path,
        course=COURSE,
        modules__10_akhir=LESSON.format(id="akhir", minutes=20),
        **{
            "modules__02-gratifikasi__module": "---\nid: gratifikasi\ntitle: G\n---\nMasuk.\n",
            "modules__02-gratifikasi__01-definisi": LESSON.format(id="definisi", minutes=45),
            "modules__02-gratifikasi__90-kuis": QUIZ.format(
                id="kuis", more="draw:\n  - {from: pools/etika.md, pick: 2, tags: [dasar]}\n"
            ),
            "modules__1-awal": LESSON.format(id="awal", minutes=30),
            "pools__etika": POOL,
        },
    )
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "alur.png").write_bytes(b"x")
    return tmp_path


def read(folder: Path) -> tuple[Course, list[tuple[str, int, str]]]:
    course, findings = read_course(folder)
    assert course is not None
    return course, places(findings)


def places(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.line, finding.code) for finding in findings]


def test_a_sound_folder_is_read_whole(folder: Path):
    course, found = read(folder)
    assert found == []
    assert (course.ref, course.title, course.version) == ("etika-asn", "Etika ASN", "1.10")
    assert course.authors == ("Tim Lentera", "Eko")
    assert course.keywords == ("etika",)
    assert course.teaches == (
        Teaches("manajerial.integritas", 2),
        Teaches("sosial-kultural.perekat-bangsa", None),
    )
    assert course.completion == Completion(1, ("definisi", "kuis"))
    assert (course.certificate, course.valid_for_months) == ("approval", 24)
    assert course.body.source == "Selamat datang."
    assert course.body.line == 19
    assert course.assets == ("assets/alur.png",)


def test_pages_stand_in_learning_order_with_their_parents(folder: Path):
    course, _ = read(folder)
    assert [(page.ref, page.kind, page.parent) for page in course.pages] == [
        ("awal", "lesson", None),
        ("gratifikasi", "folder", None),
        ("definisi", "lesson", "gratifikasi"),
        ("kuis", "quiz", "gratifikasi"),
        ("akhir", "lesson", None),
        ("kumpulan", "pool", None),
    ]


def test_learning_hours_are_the_minutes_of_all_pages(folder: Path):
    course, _ = read(folder)
    # kuis: (1 of its own + 2 drawn) × 1.5 = 4.5, rounded up to 5; the folder's one word 1 minute
    assert [page.minutes for page in course.pages[:-1]] == [30, 1, 45, 5, 20]
    # (30 + 1 + 45 + 5 + 20) / 45 = 2.2444…, floored
    assert course.jp == Decimal("2.24")


def test_draws_are_typed(folder: Path):
    quiz = next(page for page in read(folder)[0].pages if page.kind == "quiz")
    assert quiz.settings.draws == (Draw("pools/etika.md", 2, ("dasar",)),)


def test_stated_hours_may_not_exceed_the_time_taken(folder: Path):
    write(folder, course=COURSE.replace("lang: id", "jp: 2,5"))
    course, found = read(folder)
    assert course.jp == Decimal("2.5")
    assert found == [("course.md", 5, "W803")]


def test_without_course_md_there_is_no_course(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "missing"):
        course, findings = read_course(folder)
        assert course is None
        assert ("course.md", 1, "E110") in places(findings)


def test_a_course_without_pages_is_told_so(tmp_path: Path):
    write(tmp_path, course="---\nid: x\ntitle: X\n---\n")
    assert read(tmp_path)[1] == [("course.md", 1, "E126")]


def test_what_course_md_may_not_say(folder: Path):
    front = """---
id: etika-asn
version: satu koma satu
status: siap
certificate: ya
valid-for: 45 menit
jp: banyak
pass-mark: 70%
author: Eko
completion: semua
---
"""
    write(folder, course=front)
    assert read(folder)[1] == [
        ("course.md", 1, "E109"),
        ("course.md", 3, "E104"),
        ("course.md", 4, "E104"),
        ("course.md", 5, "E104"),
        ("course.md", 6, "E104"),
        ("course.md", 7, "E104"),
        ("course.md", 8, "E114"),
        ("course.md", 9, "E103"),
        ("course.md", 10, "E104"),
    ]


def test_completion_names_pages_that_exist(folder: Path):
    write(
        folder, course=COURSE.replace("{any: 1, of: [definisi, kuis]}", "{any: 3, of: [x, kuis]}")
    )
    assert [(line, code) for _, line, code in read(folder)[1]] == [(15, "E120"), (15, "E122")]


def test_ids_are_unique_over_all_pages(folder: Path):
    write(
        folder,
        **{
            "modules__20-a": LESSON.format(id="awal", minutes=1),
            "modules__21-b": QUIZ.format(id="lain", more="").replace("q-lain", "q-kuis"),
        },
    )
    course, findings = read_course(folder)
    assert course is not None
    assert places(findings) == [
        ("modules/20-a.md", 1, "E102"),
        ("modules/21-b.md", 6, "E102"),
    ]
    assert findings[0].params["other"] == "modules/1-awal.md:1"


def test_draws_take_no_more_than_the_pool_holds(folder: Path):
    draws = (
        "draw:\n  - {from: pools/etika.md, pick: 4, tags: [dasar]}\n"
        "  - {from: pools/etika.md, pick: 3}\n  - {from: pools/tiada.md, pick: 1}\n"
        "  - {from: modules/1-awal.md, pick: 1}\n"
    )
    write(folder, **{"modules__02-gratifikasi__90-kuis": QUIZ.format(id="kuis", more=draws)})
    # 4 of the 3 tagged "dasar"; 4 + 3 = 7 of 5 in all
    assert [(line, code) for _, line, code in read(folder)[1]] == [
        (6, "E601"),
        (6, "E601"),
        (8, "E602"),
        (9, "E602"),
    ]


def test_links_lead_somewhere(folder: Path):
    (folder / "assets" / "besar.png").write_bytes(b"x" * 310_000)
    body = """
[ada](02-gratifikasi/01-definisi.md) [modul](02-gratifikasi/module.md) [beranda](../course.md)
[unduh](../assets/alur.png) ![Alur](../assets/alur.png "Judul") [surat](mailto:a@b.id)
[sini](#bagian-satu) [soal](#q-cek) [sana](02-gratifikasi/01-definisi.md#nihil)
[hilang](tiada.md) ![Hilang](../assets/tiada.png) [kumpulan](../pools/etika.md)
[keluar](../../lain/x.md) ![Besar](../assets/besar.png) [nihil](#nihil)

## Bagian satu

## Cek {#q-cek}
- (x) A
- ( ) [B](tiada.md)
"""
    write(folder, **{"modules__1-awal": LESSON.format(id="awal", minutes=30) + body})
    # the lesson's own text ends in line 6, the links begin in line 8
    assert [(line, code) for _, line, code in read(folder)[1]] == [
        (10, "E503"),
        (11, "E501"),
        (11, "E501"),
        (11, "E501"),
        (12, "E503"),
        (12, "E504"),
        (18, "E501"),
        (12, "W802"),
    ]


def test_symbolic_links_are_never_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "rahasia.md").write_text("---\nid: r\ntitle: RAHASIA\n---\n", encoding="utf-8")
    (folder / "modules" / "30-tautan.md").symlink_to(outside / "rahasia.md")
    (folder / "modules" / "31-folder").symlink_to(outside)
    (folder / "assets" / "akar").symlink_to("/")
    course, found = read(folder)
    assert "RAHASIA" not in repr(course)
    assert {(path, code) for path, _, code in found} == {
        ("modules/30-tautan.md", "E506"),
        ("modules/31-folder", "E506"),
        ("assets/akar", "E506"),
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_folder_does_not_hang_the_reader(folder: Path):
    os.mkfifo(folder / "modules" / "30-pipa.md")
    assert read(folder)[1] == []


def test_files_that_cannot_be_read_are_named(folder: Path):
    (folder / "modules" / "30-besar.md").write_bytes(b"a" * 10_000_000)
    (folder / "modules" / "31-latin.md").write_bytes(b"---\nid: x\n---\n\xe9")
    (folder / "modules" / "32-a\nb.md").write_bytes(b"")
    assert read(folder)[1] == [
        ("modules/30-besar.md", 1, "E701"),
        ("modules/31-latin.md", 4, "E111"),
        ("modules/32-a\\nb.md", 1, "E127"),
    ]


def test_a_file_taken_away_while_reading_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def gone(path: Path, most: int) -> bytes:
        if path.name == "course.md":
            raise FileNotFoundError(path)
        return path.read_bytes()

    monkeypatch.setattr("app.content.files.read_bytes", gone)
    course, findings = read_course(folder)
    assert course is None
    assert places(findings) == [("course.md", 1, "E124")]


def test_pages_are_checked_although_course_md_cannot_be_read(folder: Path):
    """In one run, and in the language that course.md states, which a decimal comma breaks."""
    body = "\n[hilang](tiada.md) [judul](../course.md#tentang)\n\n## Cek {#q-cek}\n\n- = 2.5\n"
    page = LESSON.format(id="awal", minutes=30) + body
    write(
        folder, course="---\nid: x\ntitle: a: b\n---\n\n## Tentang\n", **{"modules__1-awal": page}
    )
    course, findings = read_course(folder)
    assert course is None
    assert places(findings) == [
        ("course.md", 3, "E105"),
        ("modules/1-awal.md", 8, "E501"),
        ("modules/1-awal.md", 12, "E210"),
    ]
    write(folder, course="---\nid: x\ntitle: a: b\nlang: en\n---\n\n## Tentang\n")
    codes = {finding.code for finding in read_course(folder)[1]}
    assert "E501" in codes
    assert "E210" not in codes


def test_ids_met_twice_are_told_although_there_is_no_course_md(folder: Path):
    (folder / "course.md").unlink()
    write(folder, **{"modules__20-a": LESSON.format(id="awal", minutes=1)})
    course, findings = read_course(folder)
    assert course is None
    assert places(findings) == [("course.md", 1, "E110"), ("modules/20-a.md", 1, "E102")]


def test_a_dead_link_is_explained_by_what_it_was_to_lead_to(folder: Path):
    body = "\n[a](tiada.md)\n\n[b](tiada)\n\n[c](../assets/tiada.pdf)\n\n[d](www.bkn.go.id)\n\n"
    body += "[e](bkn.go.id/berita)\n\n![F](tiada.md)\n"
    write(folder, **{"modules__1-awal": LESSON.format(id="awal", minutes=30) + body})
    findings = [finding for finding in read_course(folder)[1] if finding.code == "E501"]
    page, bare, asset, site, inner, picture = (say(finding, "id") for finding in findings)
    assert ["assets/" in text for text in (page, bare, asset, picture)] == [
        False,
        False,
        True,
        True,
    ]
    assert site.endswith("tambahkan https://: https://www.bkn.go.id")
    assert inner.endswith("tambahkan https://: https://bkn.go.id/berita")


def test_hours_are_told_as_each_language_writes_numbers(folder: Path):
    write(folder, course=COURSE.replace("lang: id", "jp: 2,5"))
    (finding,) = read_course(folder)[1]
    assert say(finding, "id").startswith("2,5 JP lebih banyak dari waktu yang diperlukan, 2,24 JP.")
    assert say(finding, "en").startswith("2.5 JP is more than the time it takes, 2.24 JP.")


def test_what_is_no_part_of_the_course_is_named(folder: Path):
    write(
        folder,
        **{
            "README": "x",
            "catatan": "x",
            "modules__02-gratifikasi__dalam__x": "x",
            "modules__40-tanpa__01-a": LESSON.format(id="a", minutes=1),
            "modules__50-kumpulan": POOL.replace("kumpulan", "lain").replace("q-p", "q-l"),
            "pools__pelajaran": LESSON.format(id="b", minutes=1),
            "assets__templat": "x",
        },
    )
    assert sorted(read(folder)[1]) == [
        ("catatan.md", 1, "W121"),
        ("modules/02-gratifikasi/dalam/x.md", 1, "W121"),
        ("modules/40-tanpa/module.md", 1, "E125"),
        ("modules/50-kumpulan.md", 4, "E123"),
        ("pools/pelajaran.md", 1, "E123"),
    ]


def test_a_folder_of_too_many_files_is_refused(folder: Path):
    for number in range(30):
        (folder / "assets" / f"{number:02}.png").write_bytes(b"x")
    course, findings = read_course(folder, limits=Limits(files=20))
    assert course is None
    assert "E707" in {finding.code for finding in findings}


@pytest.mark.parametrize(
    "path",
    sorted(path.parent for path in (*COURSES.glob("*/course.md"), *EXAMPLES.glob("*/course.md"))),
    ids=lambda path: path.name,
)
def test_the_courses_of_the_house_are_without_fault(path: Path):
    course, findings = read_course(path)
    assert course is not None
    assert [finding for finding in findings if finding.is_error] == []


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("[Catatan]: baca", ["baca"]),
        ("[r]: <a.md>", ["a.md"]),
        ('[r]: a.md "Judul"', ["a.md"]),
        ("[Catatan]: baca panduan ini", []),
        ("[^1]: baca", []),
    ],
)
def test_a_definition_is_a_link_but_a_remark_behind_brackets_is_none(
    source: str, targets: list[str]
):
    assert [link.target for link in links_in(Text(source))] == targets
