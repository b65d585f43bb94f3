"""Taking one's record along: files, and papers that anybody can check."""

import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.org.models import Membership, Position
from app.records import anonymising, statements
from app.records.models import JpCredit, RecordStatement, YearTotal
from app.records.statements_pdf import paper, statement_pdf
from tests.factories.plans import plan_of
from tests.records.outside import BIMTEK, enter
from tests.records.test_year import enter as earn

D = Decimal
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NIP = "199204112019032003"


@pytest.fixture
def ana(client, cast):
    earn(cast.ana, (date(2025, 5, 4), 2), title="Kursus lama")
    earn(cast.ana, (date(2026, 3, 2), 3), title="Kursus baru")
    enter(cast.ana, title="Draf rahasia")
    client.sign_in(cast.ana, language="en")
    return cast.ana


def made() -> list[RecordStatement]:
    return list(db.session.scalars(select(RecordStatement).order_by(RecordStatement.id)))


def make(client, year: str = "") -> RecordStatement:
    assert client.post("/record/statements", data={"year": year}).status_code == 302
    return made()[-1]


def cells(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def exported(client, year: str = "") -> dict:
    return json.loads(client.get(f"/record/statements/record.json?year={year}").data)


def test_the_table_holds_every_entry_and_the_totals_of_each_year(client, ana) -> None:
    answer = client.get("/record/statements/record.xlsx")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = cells(answer.data)
    for words in ("Kursus lama", "Kursus baru", "Draf rahasia", "Totals by year", "E-learning"):
        assert words in text


def test_the_data_tell_verified_and_other_entries_apart(client, ana) -> None:
    data = exported(client)
    assert (data["format"], data["version"]) == ("lentera.record", 1)
    assert data["person"]["nip"] == NIP
    assert data["years"] == [
        {"year": 2025, "jp": "2", "minimum": "20"},
        {"year": 2026, "jp": "3", "minimum": "20"},
    ]
    verified, drafts = data["entries"]["verified"], data["entries"]["draft"]
    assert [one["title"] for one in verified] == ["Kursus lama", "Kursus baru"]
    assert verified[0]["starts_on"] == "2025-05-04"
    assert (verified[0]["jp_raw"], verified[0]["jp_credited"]) == ("2", "2")
    assert [(one["title"], one["jp_credited"]) for one in drafts] == [("Draf rahasia", None)]


def without_rule(ana) -> None:
    activity = enter(ana, state="verified", title="Bimtek", form_id=BIMTEK, jp_raw=D(16))
    day = activity.ends_on
    cut = {"raw": D(16), "worth": D(16), "credited": D(0), "cut": "no-rule"}
    db.session.add(JpCredit(activity_id=activity.id, day=day, **cut))
    db.session.commit()


def test_hours_that_do_not_count_say_why(client, ana) -> None:
    without_rule(ana)
    found = next(e for e in exported(client)["entries"]["verified"] if e["title"] == "Bimtek")
    assert found["reasons"] == [
        {
            "kind": "no-rule",
            "jp_counted": "0",
            "jp_of": "16",
            "limit": None,
            "rule_since": None,
            "days": ["2026-03-04"],
        }
    ]
    table = cells(client.get("/record/statements/record.xlsx").data)
    assert "held, so 16 JP do not count." in table


def test_a_course_over_new_year_stands_in_both_years_with_its_share(client, ana) -> None:
    earn(ana, (date(2025, 12, 31), 3), (date(2026, 1, 1), 2), title="Pergantian tahun")
    rows = [
        (one["year"], one["jp_credited"])
        for one in exported(client)["entries"]["verified"]
        if one["title"] == "Pergantian tahun"
    ]
    assert rows == [(2025, "3"), (2026, "2")]
    assert [one["year"] for one in exported(client, "2026")["entries"]["verified"]] == [2026] * 2


def test_a_year_is_taken_alone(client, ana) -> None:
    data = exported(client, "2025")
    assert [one["year"] for one in data["years"]] == [2025]
    assert not data["entries"]["draft"]


@pytest.mark.parametrize("year", ["1999", "lalu", "0", "99999999999"])
@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_a_year_without_anything_is_no_file(client, ana, year, form) -> None:
    assert client.get(f"/record/statements/record.{form}?year={year}").status_code == 404


def test_nothing_of_others_is_in_the_files(client, cast, ana) -> None:
    earn(cast.dewi, (date(2026, 3, 2), 3), title="Kursus milik Dewi")
    assert b"Kursus milik Dewi" not in client.get("/record/statements/record.json").data


def test_the_queries_do_not_grow_with_years_and_entries(client, ana, count_queries) -> None:
    client.get("/record/statements/record.json")
    with count_queries() as few:
        client.get("/record/statements/record.json")
    for year in range(2016, 2024):
        earn(ana, (date(year, 5, 4), 2))
    with count_queries() as many:
        client.get("/record/statements/record.json")
    assert len(many) == len(few) <= 9


def test_a_statement_holds_what_is_verified_and_its_totals(client, ana) -> None:
    statement = make(client)
    facts = statement.snapshot
    assert (statement.first_year, statement.last_year) == (2025, 2026)
    assert [one["title"] for one in facts["entries"]] == ["Kursus lama", "Kursus baru"]
    assert [(one["year"], one["jp"], one["minimum"]) for one in facts["years"]] == [
        (2025, "2", "20"),
        (2026, "3", "20"),
    ]
    assert (facts["name"], facts["nip"], facts["position"]) == ("Ana", NIP, "Analis")
    assert (facts["unit"], facts["agency"]) == ("Disdukcapil", "Kota Contoh")


def test_two_clicks_make_one_statement(client, ana) -> None:
    first, second = make(client), make(client)
    assert first.id == second.id
    assert len(made()) == 1
    audited = db.session.scalars(select(AuditEntry.action)).all()
    assert audited.count("record-statement.issued") == 1


def test_a_day_later_the_same_record_is_the_same_statement(cast, ana) -> None:
    later = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    first = statements.issue(ana, None, at=AT)
    assert statements.issue(ana, None, at=later).id == first.id
    assert first.snapshot["issued_on"] == "2026-11-22"


def test_a_changed_record_is_another_statement(client, ana) -> None:
    first = make(client)
    earn(ana, (date(2026, 6, 2), 1), title="Tambahan")
    assert make(client).id != first.id


def test_the_statement_of_one_year_holds_that_year(client, ana) -> None:
    statement = make(client, "2025")
    assert (statement.first_year, statement.last_year) == (2025, 2025)
    assert [one["title"] for one in statement.snapshot["entries"]] == ["Kursus lama"]


@pytest.mark.parametrize("year", ["1999", "lalu", "2026; --"])
def test_a_year_that_is_not_offered_is_refused(client, ana, year) -> None:
    answer = client.post("/record/statements", data={"year": year})
    assert answer.status_code == 422
    assert 'id="year-error"' in answer.text
    assert not made()


def test_without_anything_verified_there_is_no_statement(client, cast) -> None:
    enter(cast.dewi, title="Draf")
    client.sign_in(cast.dewi, language="en")
    answer = client.post("/record/statements", data={"year": ""})
    assert answer.status_code == 422
    assert "Nothing is verified there yet" in answer.text


def test_without_a_post_there_is_no_letterhead(client, cast, ana) -> None:
    for post in db.session.scalars(select(Membership).where(Membership.person_id == ana.id)):
        post.valid_to = date(2026, 1, 31)
    db.session.commit()
    answer = client.post("/record/statements", data={"year": ""})
    assert answer.status_code == 422
    assert "You have no post at an agency today" in answer.text
    assert client.get("/record/statements/record.json").status_code == 200


def test_an_empty_record_says_what_comes_here(client, cast) -> None:
    page = client.sign_in(cast.dewi, language="en").get("/record/statements").text
    assert "Nothing in your record yet" in page


def test_the_paper_is_for_its_owner_alone(client, cast, ana) -> None:
    code = make(client).code
    answer = client.get(f"/record/statements/{code}.pdf")
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Cache-Control"] == "private, no-store"
    for other in (cast.budi, cast.citra, cast.dewi):
        client.sign_in(other)
        assert client.get(f"/record/statements/{code}.pdf").status_code == 404
        assert client.post(f"/record/statements/{code}/withdrawal").status_code == 404
    assert made()[0].withdrawn_at is None


def test_the_paper_says_it_in_the_agencys_language_and_claims_no_signature(cast, ana, app) -> None:
    statement = statements.issue(ana, None, at=AT)
    with app.test_request_context():
        facts = paper(statement, verify_url="https://x/verify/records/C")
    assert facts["period"].endswith("2025–2026")
    assert facts["place_line"] == "Contoh, 22 November 2026"
    assert ["NIP", "19920411 201903 2 003"] in facts["person"]
    assert facts["entries"][0]["dates"] == "4 Mei 2025"


def test_the_paper_and_its_page_say_why_hours_do_not_count(client, cast, ana, app) -> None:
    without_rule(ana)
    statement = make(client)
    assert "held, so 16 JP do not count." in client.get(f"/verify/records/{statement.code}").text
    with app.test_request_context():
        facts = paper(statement, verify_url="https://x/verify/records/C")
        assert statement_pdf(statement, site="https://x").startswith(b"%PDF-")
    (reason,) = next(one["reasons"] for one in facts["entries"] if one["title"] == "Bimtek")
    assert reason.startswith("4 Maret 2026: ")
    assert "16 JP" in reason


def test_a_contract_employee_is_told_which_year_was_counted(client, cast, ana, app) -> None:
    assert "For PPPK the year" not in client.get(f"/verify/records/{make(client).code}").text
    for post in db.session.scalars(select(Membership).where(Membership.person_id == ana.id)):
        post.employment_type = "pppk"
    db.session.commit()
    statement = make(client)
    assert "For PPPK the year" in client.get(f"/verify/records/{statement.code}").text
    with app.test_request_context():
        assert "PPPK" in paper(statement, verify_url="https://x/verify/records/C")["contract_note"]


@pytest.mark.parametrize("title", ["#panic() *x* $y$", "🎓 \u202e" + "a" * 290])
def test_what_people_wrote_is_printed_and_not_read_as_markup(cast, ana, app, title) -> None:
    earn(ana, (date(2026, 7, 2), 1), title=title)
    statement = statements.issue(ana, None, at=AT)
    with app.test_request_context():
        assert statement_pdf(statement, site="https://x").startswith(b"%PDF-")


def test_anybody_checks_a_statement_and_sees_what_is_printed(client, ana, app) -> None:
    code = make(client).code
    answer = app.test_client().get(f"/verify/records/{code}")
    for words in ("Ana", "Analis", "Disdukcapil", "Kota Contoh", "Kursus lama", "201903"):
        assert words in answer.text
    for hidden in (NIP, "19920411", "2003", "ana@lentera.example", "Draf rahasia"):
        assert hidden not in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_statement_keeps_saying_what_it_said(client, cast, ana) -> None:
    code = make(client).code
    ana.name = "Ana Baru"
    db.session.scalars(select(Position)).first().title = "Jabatan baru"
    db.session.commit()
    page = client.get(f"/verify/records/{code}").text
    printed = page.split("<main")[1]
    assert "Ana Baru" not in printed
    assert "Jabatan baru" not in printed
    assert "The record has changed since." not in printed


def test_a_statement_says_that_the_record_has_changed_but_not_how(client, ana) -> None:
    code = make(client, "2026").code
    earn(ana, (date(2025, 8, 2), 1), title="Tahun lain")
    assert "has changed since" not in client.get(f"/verify/records/{code}").text
    earn(ana, (date(2026, 8, 2), 1), title="Tambahan")
    page = client.get(f"/verify/records/{code}").text
    assert "The record has changed since." in page
    assert "Tambahan" not in page


def test_a_year_that_was_emptied_is_a_change(client, ana) -> None:
    code = make(client).code
    db.session.delete(db.session.get_one(YearTotal, (ana.id, 2025)))
    db.session.commit()
    assert "The record has changed since." in client.get(f"/verify/records/{code}").text


def test_a_withdrawn_statement_says_so_and_another_can_be_made(client, ana) -> None:
    code = make(client).code
    address = f"/record/statements/{code}/withdrawal"
    assert client.get(address).status_code == 405
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    audited = db.session.scalars(select(AuditEntry.action)).all()
    assert audited.count("record-statement.withdrawn") == 1
    assert "This statement is withdrawn" in client.get(f"/verify/records/{code}").text
    assert make(client).code != code


def test_the_page_that_takes_a_code_finds_statements_too(client, ana) -> None:
    code = make(client).code
    typed = f" {code[:7].lower()}-{code[7:]} "
    answer = client.get("/verify", query_string={"code": typed}, follow_redirects=True)
    assert answer.request.path == f"/verify/records/{code}"
    assert "This statement is genuine" in answer.text


def test_an_unknown_code_gets_the_same_page_as_that_of_a_certificate(client) -> None:
    answer = client.get("/verify/records/AAAABBBBCCCCDD")
    other = client.get("/verify/AAAABBBBCCCC")
    assert answer.status_code == other.status_code == 404
    page, usual = (one.text.split("<main")[1] for one in (answer, other))
    assert page.replace("AAAABBBBCCCCDD", "") == usual.replace("AAAABBBBCCCC", "")


def test_the_public_page_makes_few_queries(client, ana, app, count_queries) -> None:
    code, visitor = make(client).code, app.test_client()
    visitor.get(f"/verify/records/{code}")
    with count_queries() as made_queries:
        visitor.get(f"/verify/records/{code}")
    assert len(made_queries) <= 8


def test_of_who_left_long_ago_the_paper_says_only_that_it_was_made(client, ana) -> None:
    code = make(client).code
    anonymising.anonymise(ana.id)
    db.session.commit()
    page = client.get(f"/verify/records/{code}").text.split("<main")[1]
    assert "What it said is no longer kept" in page
    assert "Kota Contoh" in page
    for gone in ("Analis", "Kursus lama", "201903"):
        assert gone not in page


def test_lists_of_statements_go_by_an_index(ana) -> None:
    wanted = select(RecordStatement.id).where(RecordStatement.person_id == ana.id)
    ordered = wanted.order_by(RecordStatement.id.desc()).limit(50)
    assert "ix_record_statement_person_id" in plan_of(ordered, without=("seqscan", "sort"))
