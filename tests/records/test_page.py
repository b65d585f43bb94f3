"""The record's page, a year at a time."""

from datetime import date

import pytest

from app.kit import clock
from app.org.queries import local_day
from tests.certificates.test_certificates import issue
from tests.records.test_year import enter


@pytest.fixture
def today(cast) -> date:
    return local_day(cast.ana, at=clock.now())


def test_the_year_stands_as_a_picture_and_as_a_table(client, cast, today) -> None:
    enter(cast.ana, (today.replace(day=1), 3))
    page = client.sign_in(cast.ana, language="en").get("/record").text
    assert 'class="plot-columns" role="img"' in page
    assert "Target 20 JP" in page
    assert "17 JP to go" in page
    table = page.split("As a table")[1].split("</table>")[0]
    month = f"{today:%B}"
    assert (
        f'<th scope="row">{month}</th><td class="numeric">3</td><td class="numeric">3</td>' in table
    )


def test_another_year_is_a_page_of_its_own(client, cast, today) -> None:
    enter(cast.ana, (today.replace(day=1), 3), title="Kursus tahun ini")
    enter(cast.ana, (date(today.year - 1, 5, 4), 2), title="Kursus tahun lalu")
    client.sign_in(cast.ana, language="en")
    now, before = client.get("/record").text, client.get(f"/record?year={today.year - 1}").text
    assert "Kursus tahun ini" in now
    assert "Kursus tahun lalu" not in now
    assert "Kursus tahun lalu" in before
    assert "18 JP were missing" in before
    assert f'href="/record?year={today.year - 1}"' in now


@pytest.mark.parametrize("year", ["1999", "0", "99999999999"])
def test_a_year_without_anything_is_no_page(client, cast, year) -> None:
    assert client.sign_in(cast.ana).get(f"/record?year={year}").status_code == 404


def test_what_is_no_year_shows_the_current_one(client, cast) -> None:
    assert client.sign_in(cast.ana).get("/record?year=lalu").status_code == 200


def test_on_paper_it_says_whose_record_it_is(client, cast, today) -> None:
    page = client.sign_in(cast.ana, language="en").get("/record").text
    paper = page.split('<div class="print-only">')[1].split("</dl>")[0]
    for words in ("Ana", "19920411 201903 2 003", "Analis", "Disdukcapil, Kota Contoh"):
        assert words in paper
    assert f"{today.day} {today:%B} {today.year}" in paper


def test_nobody_sees_the_record_of_another(client, cast, today) -> None:
    enter(cast.ana, (today.replace(day=1), 3), title="Kursus milik Ana")
    assert "Kursus milik Ana" not in client.sign_in(cast.dewi).get("/record").text


def test_the_queries_do_not_grow_with_the_entries(client, cast, today, count_queries) -> None:
    client.sign_in(cast.ana)
    enter(cast.ana, (today.replace(day=1), 1))
    with count_queries() as few:
        client.get("/record")
    for _ in range(5):
        enter(cast.ana, (today.replace(day=1), 1))
    with count_queries() as many:
        client.get("/record")
    assert len(many) == len(few) <= 16


def test_a_course_leads_to_its_certificate_or_else_to_the_record(client, cast) -> None:
    client.sign_in(cast.ana)
    assert client.get("/record/certificates/contoh").location == "/record"
    issued = issue(cast)
    assert client.get("/record/certificates/contoh").location == f"/verify/{issued.code}"
    assert client.sign_in(cast.dewi).get("/record/certificates/contoh").location == "/record"
    assert client.get("/record/certificates/tidak-ada").status_code == 404
