"""Question banks in CSV and Excel: columns in both languages, cells as people fill them in."""

import csv
import io
from fractions import Fraction

import pytest

from app.content.exchange import FORMATS
from tests.content.exchange.banks import imported, only, questions, told
from tests.content.exchange.office import row, workbook

HEADS = {"id": "soal;jenis;kunci;jawaban 1;jawaban 2;jawaban 3", "en": "question,type,key,answer 1"}


def test_a_row_holds_a_question_with_all_that_belongs_to_it():
    question = only(
        "csv",
        "ID;Soal;Uraian;Kunci;Poin;Jawaban 1;Nilai 1;Umpan balik 1;Jawaban 2;Pembahasan;Petunjuk 1;"
        "Tag;Kompetensi\n"
        "q-a;Siapa *dia*?;Lihat gambar.;B;2,5;Ana;50%;Hampir;Budi;Karena.;Ingat;dasar, etika;a.b\n",
        lang="id",
    )
    assert (question.ref, question.type, question.title.source) == ("q-a", "single", "Siapa *dia*?")
    assert [(c.text.source, c.credit) for c in question.choices] == [
        ("Ana", Fraction(1, 2)),
        ("Budi", 1),
    ]
    assert question.choices[0].feedback.source == "Hampir"
    assert (str(question.points), question.tags) == ("2.5", ("dasar", "etika"))
    assert (question.stem.source, question.explanation.source) == ("Lihat gambar.", "Karena.")
    assert question.competency == "a.b"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("X;;2;a;b;", "single"),
        ("X;;A, C;a;b;c", "multiple"),
        ("X;;Benar;;;", "truefalse"),
        ("X;;;Bandung;;", "short"),
        ("X;;;12;11..13;", "numeric"),
        ("X;;;a -> b;c -> d;", "matching"),
        ("X;urutan;;a;b;c", "order"),
        ("X;;;;;", "essay"),
        ("X;isian;;1945;;", "short"),
        ("X;Pilihan  Ganda;A;a;b;", "single"),
    ],
)
def test_the_type_is_stated_or_seen_from_what_is_filled_in(cells: str, kind: str):
    assert only("csv", f"{HEADS['id']}\n{cells}\n", lang="id").type == kind


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_of_the_usual_separators_and_encodings_is_read(separator: str):
    text = separator.join(["soal", "jawaban 1"]) + "\n" + separator.join(['"Siapa ""é""?"', "Ana"])
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        (question,) = questions(imported("csv", text.encode(encoding)))
        assert question.title.source == 'Siapa "é"?'


def test_an_unknown_column_or_type_is_told_and_the_rest_read():
    found = imported("csv", "question,typ,key,answer 1,answer 2\nA,,A,x,y\nB,,C,x,y\n")
    assert [q.title.source for q in questions(found)] == ["A"]
    assert [(f.line, f.code) for f in found.findings] == [(1, "W921"), (3, "W911")]
    assert found.findings[0].params["meant"] == "type"


def test_without_a_column_of_questions_nothing_is_read():
    found = imported("csv", "name,answer\na,b\n")
    assert [(f.line, f.code) for f in found.findings if f.is_error] == [(1, "E907")]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_template_is_read_as_one_question_of_each_kind(name: str, lang: str):
    found = FORMATS[name].read(FORMATS[name].template(lang), name=f"soal.{name}", lang=lang)
    assert not found.findings
    assert [question.type for question in questions(found)] == [
        *("single", "multiple", "truefalse", "short", "numeric", "matching", "order", "essay")
    ]


def test_the_template_holds_no_cell_that_a_spreadsheet_would_run():
    text = FORMATS["csv"].template("id").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert "'-> Surat Kuasa" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_cells_of_excel_are_read_as_their_author_sees_them():
    cells = '<c><v>2.5</v></c><c><v>12</v></c><c t="b"><v>1</v></c>'
    found = imported(
        "xlsx",
        workbook(
            f"<sheetData>{row(1, 'jawaban 1', 'jawaban 2', 'umpan balik 1', 'soal')}"
            f'<row r="2">{cells}<c t="inlineStr"><is><t>=1+1?</t></is></c></row></sheetData>'
        ),
        lang="id",
    )
    (question,) = questions(found)
    assert question.title.source == "=1+1?"
    assert [answer.text for answer in question.answers] == ["2,5", "12"]
    assert question.answers[0].feedback.source == "true"


def test_a_cell_far_out_is_refused_before_the_sheet_is_laid_out():
    sheet = '<sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert [code for _, code, _ in told(imported("xlsx", workbook(sheet)))] == ["E908"]
