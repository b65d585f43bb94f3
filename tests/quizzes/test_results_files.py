"""The files of a quiz's results, read back."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import delete

from app.accounts.models import RoleGrant
from app.db import db
from app.quizzes import results_table
from app.quizzes.models import Attempt
from app.quizzes.quizzes import find_quiz
from tests.factories.cast import AT
from tests.factories.jobs import follow
from tests.quizzes.test_results import ADDRESS, attempt

NIP = "199204112019032003"


@pytest.fixture
def done(cast):
    attempt(cast.ana, 1, score="4")
    attempt(cast.ana, 2, score="8.25", took=25)
    attempt(cast.budi, 1, "in_progress")
    cast.citra.time_zone = "Asia/Jayapura"
    db.session.commit()
    return cast


def csv_of(client, query=""):
    answer = client.get(f"{ADDRESS}/export.csv{query}")
    assert answer.mimetype == "text/csv"
    return [row.split(";") for row in answer.data.decode("utf-8-sig").split("\r\n")[:-1]]


def xlsx_of(client, query=""):
    answer = client.get(f"{ADDRESS}/export.xlsx{query}")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0)
    return sheet.name, sheet.to_python()


def test_the_csv_file_has_a_row_for_each_attempt(client, done) -> None:
    client.sign_in(done.citra, language="en")
    assert csv_of(client) == [
        [
            *("Name", "NIP", "Unit", "Has left", "Final grade (percent)", "Result"),
            *("Attempt number", "State of the attempt", "Begun (WIT)", "Handed in (WIT)"),
            *("Minutes", "Points", "Points possible", "Attempt (percent)"),
        ],
        # AT is 22 November, 02.00 UTC: 11.00 in Jayapura; a day later for each attempt.
        [
            *("Ana", f"'{NIP}", "Disdukcapil", "", "82,5", "Passed", "1", "Graded"),
            *("2026-11-23 11:00:00", "2026-11-23 11:10:00", "10", "4", "10", "40"),
        ],
        [
            *("Ana", f"'{NIP}", "Disdukcapil", "", "82,5", "Passed", "2", "Graded"),
            *("2026-11-24 11:00:00", "2026-11-24 11:25:00", "25", "8,25", "10", "82,5"),
        ],
        [
            *("Budi", "'197906152005011002", "Disdukcapil", "", "", "Running", "1", "Running"),
            *("2026-11-23 11:00:00", "", "", "", "10", ""),
        ],
    ]


def test_the_xlsx_file_has_numbers_moments_and_the_number_as_a_text(client, done) -> None:
    name, rows = xlsx_of(client.sign_in(done.citra, language="en"))
    assert name == "Results"
    assert len(rows) == 4
    assert rows[2] == [
        *("Ana", NIP, "Disdukcapil", "", 82.5, "Passed", 2, "Graded"),
        datetime.fromisoformat("2026-11-24 11:00:00"),
        datetime.fromisoformat("2026-11-24 11:25:00"),
        *(25, 8.25, 10, 82.5),
    ]


def test_the_files_hold_what_the_list_shows(client, done) -> None:
    client.sign_in(done.citra)
    assert [row[0] for row in csv_of(client, "?outcome=running")[1:]] == ["Budi"]
    assert [row[0] for row in csv_of(client, "?q=an")[1:]] == ["Ana", "Ana"]
    assert [row[0] for row in xlsx_of(client, "?q=bud")[1][1:]] == ["Budi"]
    assert csv_of(client, "?q=nobody")[1:] == []


def test_a_name_that_looks_like_a_formula_stays_a_name(client, done) -> None:
    done.ana.name = '=HYPERLINK("https://jahat.example")'
    db.session.commit()
    client.sign_in(done.citra)
    assert "'=HYPERLINK" in client.get(f"{ADDRESS}/export.csv").data.decode("utf-8-sig")
    assert xlsx_of(client)[1][1][0] == '=HYPERLINK("https://jahat.example")'


def test_an_author_gets_no_employee_numbers(client, done) -> None:
    """A NIP tells birth date and sex, and a quiz is not improved by it."""
    client.sign_in(done.eko, language="en")
    heading, first, *_ = csv_of(client)
    assert heading[:3] == ["Name", "Unit", "Has left"]
    assert first[:2] == ["Ana", "Disdukcapil"]
    assert len(heading) == len(first) == 13
    assert NIP not in client.get(f"{ADDRESS}/export.csv").data.decode()
    assert xlsx_of(client)[1][1][:2] == ["Ana", "Disdukcapil"]


@pytest.mark.parametrize("title", ["x" * 30 + "'kuis", "Ujian " + "😀" * 20, "History", "[:]"])
def test_a_quiz_of_any_title_makes_a_file(client, done, title) -> None:
    quiz = find_quiz("contoh", "ujian-akhir")
    assert quiz
    quiz.version.title = title
    db.session.commit()
    assert xlsx_of(client.sign_in(done.citra, language="en"))[0] == "Results"


def test_who_has_left_is_marked(client, done) -> None:
    done.ana.deactivated_at = AT
    db.session.commit()
    assert csv_of(client.sign_in(done.citra, language="en"))[1][3] == "yes"


def test_a_file_is_named_by_its_quiz_and_the_readers_day(client, done) -> None:
    # Half past eleven at night in UTC is already the next day in Jayapura.
    with time_machine.travel("2026-11-22T23:30:00+00:00", tick=False):
        client.sign_in(done.citra)
        for ending in ("csv", "xlsx"):
            told = client.get(f"{ADDRESS}/export.{ending}").headers["Content-Disposition"]
            assert told == f"attachment; filename=contoh-ujian-akhir-2026-11-23.{ending}"


@pytest.mark.parametrize("query", ["?q=an", "?outcome=passed", "?unit=1"])
def test_a_file_of_some_people_says_so_in_its_name(client, done, query) -> None:
    client.sign_in(done.citra, language="en")
    told = client.get(f"{ADDRESS}/export.csv{query}").headers["Content-Disposition"]
    assert "filename=contoh-ujian-akhir-filtered-20" in told


def test_a_grade_of_nothing_is_a_zero_and_not_a_gap(client, cast) -> None:
    attempt(cast.dewi, 1, score="0")
    row = csv_of(client.sign_in(cast.citra))[1]
    assert (row[4], row[11], row[13]) == ("0", "0", "0")


def test_making_a_file_writes_nothing(client, done) -> None:
    client.sign_in(done.citra).get(f"{ADDRESS}/export.xlsx")
    scores = db.session.scalars(db.select(Attempt.score).order_by(Attempt.id)).all()
    assert scores == [Decimal("4"), Decimal("8.25"), None]


def test_a_large_file_is_made_by_a_job_and_is_the_same(client, done, monkeypatch) -> None:
    monkeypatch.setattr(results_table, "MANY_ROWS", 1)
    client.sign_in(done.citra, language="en")
    address = f"{ADDRESS}/exports/csv?q=an"
    assert f'action="{address}"' in client.get(f"{ADDRESS}?q=an").text
    assert f'action="{ADDRESS}/exports/csv?q=bud"' not in client.get(f"{ADDRESS}?q=bud").text
    page = follow(client, client.post(address))
    assert page.status_code == 200
    file = client.get(f"{page.request.path}/file")
    assert "filtered" in file.headers["Content-Disposition"]
    assert file.data == client.get(f"{ADDRESS}/export.csv?q=an").data


def test_a_file_of_an_unknown_kind_is_not_found(client, done) -> None:
    client.sign_in(done.citra)
    assert client.get(f"{ADDRESS}/export.exe").status_code == 404
    assert client.post(f"{ADDRESS}/exports/exe").status_code == 404
    assert client.get(f"{ADDRESS}/exports/csv").status_code == 405


def test_a_long_search_does_not_keep_a_file_from_being_made(client, done) -> None:
    client.sign_in(done.citra)
    answer = client.post(f"{ADDRESS}/exports/csv", query_string={"q": "é" * 120})
    assert "/jobs/" in answer.location
    assert f'href="{ADDRESS}"' in follow(client, answer).text


def test_a_file_with_numbers_is_closed_to_a_former_officer_who_still_writes(client, done) -> None:
    grant = {"role": "author", "valid_from": date(2024, 1, 1)}
    db.session.add(RoleGrant(person_id=done.citra.id, **grant))
    client.sign_in(done.citra)
    file = follow(client, client.post(f"{ADDRESS}/exports/csv")).request.path + "/file"
    assert NIP in client.get(file).text
    db.session.execute(delete(RoleGrant).where(RoleGrant.role == "officer"))
    assert client.get(file).status_code == 404
    file = follow(client, client.post(f"{ADDRESS}/exports/csv")).request.path + "/file"
    assert client.get(file).status_code == 200
    assert NIP not in client.get(file).text
