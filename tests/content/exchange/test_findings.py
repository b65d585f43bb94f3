"""What an exchange tells that no other test speaks of."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import xlsxwriter

from app.content.exchange import FORMATS, Wishes
from app.content.findings import worst_first
from app.content.folder import read_course
from app.content.messages import say
from app.content.model import Course
from tests.content.exchange.banks import imported, questions
from tests.content.reading import question_of

COURSES = Path(__file__).parents[2] / "courses"


def exported(name: str, course: Course) -> list[str]:
    wishes = Wishes({}, lambda text, page, inline: text.source)
    return [finding.code for finding in FORMATS[name].write(course, wishes).findings]


def test_a_format_that_goes_one_way_says_so() -> None:
    assert [f.code for f in imported("html", "x").findings] == ["E904"]
    course, _ = read_course(COURSES / "contoh")
    assert "E905" in exported("docx", course)


def test_translations_that_stay_behind_are_told() -> None:
    course, _ = read_course(COURSES / "dwibahasa")
    assert "W927" in exported("gift", course)


def test_points_beyond_our_bounds_are_told_with_what_they_became() -> None:
    """At most 100 points a question."""
    bank = (
        '<quiz><question type="truefalse"><name><text>a</text></name>'
        '<questiontext format="html"><text>Ya?</text></questiontext>'
        "<defaultgrade>250</defaultgrade>"
        '<answer fraction="100"><text>true</text></answer>'
        '<answer fraction="0"><text>false</text></answer></question></quiz>'
    )
    found = imported("moodle-xml", bank)
    assert [question.points for question in questions(found)] == [100]
    assert ("W917", "250", "100") in [
        (f.code, f.params.get("points"), f.params.get("now")) for f in found.findings
    ]


def test_a_cell_that_excel_took_for_a_date_is_told() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Soal", "Kunci", "Jawaban 1", "Jawaban 2"])
    sheet.write_row(1, 0, ["Halaman berapa?", "A"])
    sheet.write_datetime(1, 2, date(2026, 2, 1), book.add_format({"num_format": "d-m"}))
    sheet.write_string(1, 3, "3-4")
    book.close()
    found = imported("xlsx", file.getvalue(), lang="id")
    assert "W922" in [finding.code for finding in found.findings]


def test_a_short_answer_with_an_arrow_is_left_out_of_gift_and_told() -> None:
    """GIFT takes whatever holds an arrow for a pair."""
    question = question_of("## Tulis panah {#q-a type=short}\n\n- = a->b\n")
    page, _ = read_course(COURSES / "contoh")
    (pool,) = [p for p in page.pages if p.ref == "ujian-akhir"]
    course = replace(page, pages=(replace(pool, parts=(question,)),))
    result = FORMATS["gift"].write(course, Wishes({}, lambda text, page, inline: text.source))
    assert b"q-a" not in b"".join(result.files.values())
    assert ("W910", "arrow") in [(f.code, f.params.get("case")) for f in result.findings]


def test_why_a_question_was_left_out_is_said_in_words() -> None:
    """Two choices alike break E213; a gap never closed breaks E219, one of several cases."""
    alike, _ = worst_first(imported("gift", "A{=x ~x}\n").findings)[::-1]
    assert (alike.code, alike.params["problem"]) == ("W912", "E213")
    assert "Jawaban “x” ditulis dua kali." in say(alike, "id")
    assert "The answer “x” stands twice." in say(alike, "en")
    table = "Soal,Uraian,Jenis\nIsi,x {{a}} {{b,rumpang\n"
    unclosed, _ = worst_first(imported("csv", table, lang="id").findings)[::-1]
    assert (unclosed.code, unclosed.params["problem"]) == ("W912", "E219")
    assert "Celah ini belum ditutup." in say(unclosed, "id")


def test_a_second_group_of_answers_in_gift_is_told_and_its_key_not_shown() -> None:
    found = imported("gift", "Satu {=a ~b} dua {=rahasia ~c}?\n\nTiga {T} }\n\nEmpat{T}\n")
    assert [question.title.source for question in questions(found)] == ["Empat"]
    assert [(f.code, f.line, f.params["case"]) for f in found.findings] == [
        ("W914", 1, "groups"),
        ("W914", 3, "braces"),
    ]
