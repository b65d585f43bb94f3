"""The post that a row tells against the one that Lentera holds."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select, update

from app.db import db
from app.jobs.models import Job
from app.kit import clock
from app.org import leaving
from app.org.models import Membership, Position, Unit
from app.staffing import writing
from app.staffing.models import StaffImport
from tests.factories.cast import NUMBERS
from tests.factories.jobs import work_off
from tests.staffing.conftest import HEAD, STAFF, codes, fresh, line_of, posts, states, unit_named

UNITS = ("NIP", "Nama", "Kode Unit", "Nama Unit", "Kode Unit Induk", "Jabatan")
NEW_UNIT = (NUMBERS["dewi"], "Dewi", "BARU.1", "Baru", "Dishub", "Analis")


def give_grade(grade: str) -> None:
    db.session.scalars(select(Position).where(Position.title == "Analis")).one().grade = grade
    db.session.commit()


def end_post_of(person_id: int, day: date) -> None:
    db.session.execute(
        update(Membership).where(Membership.person_id == person_id).values(valid_to=day)
    )
    db.session.commit()


def exported(client, cast) -> StaffImport:
    """Taken out and brought in again."""
    answer = client.post("/staff-exports", data={"agency": str(cast.agency.id)})
    work_off()
    file = BytesIO(client.get(answer.location + "/file").data)
    fields = {"agency": str(cast.agency.id), "day": "2026-06-01"}
    client.post("/staff-imports", data={**fields, "file": (file, "pegawai.xlsx")})
    work_off()
    return db.session.scalars(select(StaffImport).order_by(StaffImport.id.desc())).first()


def test_an_export_of_positions_with_a_grade_imports_as_unchanged(upload, client, cast) -> None:
    upload(*STAFF)  # signs in, and gives the cast their birth dates
    give_grade("Ahli Muda")
    found = exported(client, cast)
    assert states(found) == dict.fromkeys(("Ana", "Budi", "Citra", "Dewi", "Eko"), "unchanged")
    assert found.new_positions == []


def test_an_export_of_a_post_with_a_last_day_imports_as_unchanged(upload, client, cast) -> None:
    upload(*STAFF)
    end_post_of(cast.dewi.id, date(2099, 12, 31))
    assert states(exported(client, cast))["Dewi"] == "unchanged"


@pytest.mark.parametrize(
    ("position", "grade", "title"),
    [
        ("Auditor", "Ahli Muda", "Auditor Ahli Muda"),
        ("Auditor Ahli Muda", "Ahli Muda", "Auditor Ahli Muda"),
        ("analis", "ahli pertama", "Analis"),
        ("Analis", "Ahli Muda", "Analis Ahli Muda"),
    ],
)
def test_a_grade_is_part_of_a_position_that_is_of_another(
    upload, apply, cast, position, grade, title
) -> None:
    give_grade("Ahli Pertama")
    row = (*line_of("ana", "Dishub", position, "2026-03-02"), grade)
    apply(upload(row, head=(*HEAD, "Jenjang")))
    assert posts(cast.ana.id)[-1][:2] == ("Dishub", title)


def test_a_grade_without_a_position_is_refused(upload) -> None:
    row = (NUMBERS["ana"], "Ana", "Ahli Muda")
    assert codes(upload(row, head=("NIP", "Nama", "Jenjang"))) == {
        2: [("staffing.grade-alone", "grade")]
    }


def test_a_post_with_a_last_day_is_the_present_one_while_it_holds(upload, apply, cast) -> None:
    end_post_of(cast.dewi.id, date(2099, 12, 31))
    found = upload(*STAFF)
    assert set(states(found).values()) == {"unchanged"}
    apply(found)
    assert posts(cast.dewi.id) == [("Dishub", "Analis", date(2024, 1, 1), date(2099, 12, 31))]
    moved = upload(line_of("dewi", "BKPSDM", "Analis", "2026-06-01"))
    assert codes(moved) == {2: [("staffing.since-held", "since")]}


def test_who_comes_back_begins_after_the_post_that_ended(upload, apply, cast) -> None:
    leaving.deactivate(cast.dewi, last_day=date(2026, 5, 1), today=date(2026, 6, 1), at=clock.now())
    db.session.commit()
    early = upload(line_of("dewi", "Dishub", "Analis", "2026-05-01"))
    assert codes(early) == {2: [("staffing.since-held", "since")]}
    apply(upload(line_of("dewi", "Dishub", "Analis", "2026-05-02")))
    assert posts(cast.dewi.id) == [
        ("Dishub", "Analis", date(2024, 1, 1), date(2026, 5, 1)),
        ("Dishub", "Analis", date(2026, 5, 2), None),
    ]


def test_a_row_that_changes_nothing_is_not_blamed_for_its_unit(upload) -> None:
    unit_named("Dishub").valid_from = date(2024, 1, 1)
    unit_named("BKPSDM").valid_to = date(2026, 1, 31)
    db.session.commit()
    found = upload(line_of("dewi", "Dishub", "Analis", "2019-05-01"), line_of("eko", "BKPSDM"))
    assert {states(found)[name] for name in ("Dewi", "Eko")} == {"unchanged"}


def test_no_post_ends_where_the_new_unit_is_there_in_other_letters_by_now(
    upload, apply, cast
) -> None:
    found = upload(NEW_UNIT, head=UNITS)
    db.session.add(Unit(agency_id=cast.agency.id, code="baru.1", name="Baru"))
    db.session.commit()
    apply(found)
    assert states(found)["Dewi"] == "outdated"
    assert posts(cast.dewi.id) == [("Dishub", "Analis", date(2024, 1, 1), None)]


def test_no_unit_is_made_below_one_that_was_closed_meanwhile(upload, apply, cast) -> None:
    above = Unit(agency_id=cast.agency.id, code="INDUK", name="Induk")
    db.session.add(above)
    db.session.commit()
    found = upload((*NEW_UNIT[:4], "INDUK", "Analis"), head=UNITS)
    fresh(above).valid_to = date(2026, 6, 1)
    db.session.commit()
    apply(found)
    assert states(found)["Dewi"] == "outdated"
    assert not db.session.scalar(select(Unit.id).where(Unit.code == "BARU.1"))


def test_a_post_that_could_not_be_opened_undoes_the_import(
    upload, apply, cast, monkeypatch
) -> None:
    found = upload(line_of("ana", "Dishub", "Arsiparis", "2026-03-02"))
    monkeypatch.setattr(writing, "make_positions", lambda *_args: None)
    apply(found)
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job.state == "failed"
    assert posts(cast.ana.id) == [("Disdukcapil", "Analis", date(2024, 1, 1), None)]
